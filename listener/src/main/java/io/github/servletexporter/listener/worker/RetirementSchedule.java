package io.github.servletexporter.listener.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a worker is to end: after a number of requests or a time, each with a jitter that is drawn
 * once for each worker so that they do not all end at once. Immutable; thread-safe if its source of
 * chance is.
 *
 * @param maxRequests requests after which a worker ends; zero: any number
 * @param maxRequestsJitter the most that is added to it, inclusive
 * @param maxLifetime time after which a worker ends; zero: any time
 * @param maxLifetimeJitter the most that is added to it, inclusive
 * @param chance where the jitter is drawn from
 */
public record RetirementSchedule(
    long maxRequests,
    long maxRequestsJitter,
    Duration maxLifetime,
    Duration maxLifetimeJitter,
    RandomGenerator chance) {

  /** Stands for a limit that is never reached. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * Validates the bounds.
   *
   * @throws IllegalArgumentException if one is negative
   * @throws ArithmeticException if a limit and its jitter are more than a long, of requests or of
   *     nanoseconds, can hold
   */
  public RetirementSchedule {
    boolean negative =
        maxRequests < 0
            || maxRequestsJitter < 0
            || maxLifetime.isNegative()
            || maxLifetimeJitter.isNegative();
    if (negative) {
      throw new IllegalArgumentException("negative limit or jitter");
    }
    long unused = Math.addExact(maxRequests, maxRequestsJitter);
    unused = maxLifetime.plus(maxLifetimeJitter).toNanos();
  }

  /** Returns whether workers end at all. */
  boolean isOn() {
    return maxRequests > 0 || !maxLifetime.isZero();
  }

  /** Draws a worker's number of requests. */
  long drawRequests() {
    return maxRequests == 0 ? NEVER : maxRequests + draw(maxRequestsJitter);
  }

  /** Draws a worker's lifetime in nanoseconds. */
  long drawLifetimeNanos() {
    return maxLifetime.isZero() ? NEVER : maxLifetime.toNanos() + draw(maxLifetimeJitter.toNanos());
  }

  private long draw(long jitter) {
    return jitter == 0 ? 0 : chance.nextLong(jitter + 1);
  }
}
