package io.github.servletexporter.base;

/** A source of monotonic time that a test can set. Implementations are thread-safe. */
@FunctionalInterface
public interface Ticker {

  /** Returns nanoseconds since an arbitrary origin; only differences mean something. */
  long nanos();

  /** Returns the ticker that reads {@link System#nanoTime()}. */
  static Ticker system() {
    return System::nanoTime;
  }
}
