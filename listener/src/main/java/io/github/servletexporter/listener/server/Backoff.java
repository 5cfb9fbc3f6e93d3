package io.github.servletexporter.listener.server;

import java.util.function.DoubleSupplier;

/** Wait between attempts that doubles with each one up to a maximum. Not thread-safe. */
final class Backoff {

  private final long longestNanos;
  private final DoubleSupplier random;
  private long nextNanos;

  /**
   * Creates a backoff.
   *
   * @param limits limits on the wait
   * @param random random numbers from 0 to 1, so that servers that failed together retry at
   *     different times
   */
  Backoff(ServerLimits limits, DoubleSupplier random) {
    this.nextNanos = limits.firstRetry().toNanos();
    this.longestNanos = limits.longestRetry().toNanos();
    this.random = random;
  }

  /** Returns the time to wait now, between half and all of a time that doubles. */
  long nanos() {
    long whole = nextNanos;
    nextNanos = Math.min(longestNanos, 2 * whole);
    return (long) (whole / 2.0 * (1 + random.getAsDouble()));
  }
}
