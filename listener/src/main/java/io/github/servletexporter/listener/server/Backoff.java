package io.github.servletexporter.listener.server;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** How long to wait between attempts: twice as long each time, up to a bound. Not thread-safe. */
final class Backoff {

  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final DoubleSupplier random;
  private long nextNanos = FIRST_NANOS;

  /**
   * Creates it.
   *
   * @param random gives numbers from 0 to 1: many servers that failed together try again apart
   */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** Returns how long to wait now, between half and all of a time that doubles. */
  long nanos() {
    long whole = nextNanos;
    nextNanos = Math.min(LONGEST_NANOS, 2 * whole);
    return (long) (whole / 2.0 * (1 + random.getAsDouble()));
  }
}
