package io.github.servletexporter.base;

/** Source of monotonic time that a test can set. Implementations are thread-safe. */
@FunctionalInterface
public interface Ticker {

  /** Returns the nanoseconds since an arbitrary origin; only differences are meaningful. */
  long nanos();

  /** Returns the ticker that reads {@link System#nanoTime()}. */
  static Ticker system() {
    return System::nanoTime;
  }
}
