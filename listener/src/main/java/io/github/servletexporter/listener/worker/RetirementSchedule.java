package io.github.servletexporter.listener.worker;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.Recycling;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Limits at which a worker ends: a number of requests or a lifetime. The jitter is drawn once for
 * each worker, so that workers do not end at the same time. Immutable; thread-safe if the source of
 * randomness is.
 *
 * @param maxRequests number of requests; 0 for no limit
 * @param maxRequestsJitter largest number that is added to it
 * @param maxLifetime lifetime; zero for no limit
 * @param maxLifetimeJitter longest time that is added to it
 * @param random source of the jitter
 */
record RetirementSchedule(
    long maxRequests,
    long maxRequestsJitter,
    Duration maxLifetime,
    Duration maxLifetimeJitter,
    RandomGenerator random) {

  /** Limit that is never reached. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * Validates the limits.
   *
   * @throws IllegalArgumentException if a limit is negative
   * @throws ArithmeticException if the sum of a limit and its jitter exceeds a long, in requests or
   *     in nanoseconds
   */
  RetirementSchedule {
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

  /** Returns the limits of a configuration; none if it turns recycling off. */
  static RetirementSchedule of(Config config) {
    Config limits = config.get(ConfigKey.RECYCLING) == Recycling.OFF ? Config.defaults() : config;
    return new RetirementSchedule(
        limits.get(ConfigKey.MAX_REQUESTS),
        limits.get(ConfigKey.MAX_REQUESTS_JITTER),
        limits.get(ConfigKey.MAX_LIFETIME),
        limits.get(ConfigKey.MAX_LIFETIME_JITTER),
        () -> ThreadLocalRandom.current().nextLong());
  }

  /** Returns whether there is a limit. */
  boolean isOn() {
    return maxRequests > 0 || !maxLifetime.isZero();
  }

  /** Draws the number of requests of a worker. */
  long drawRequests() {
    return maxRequests == 0 ? NEVER : maxRequests + draw(maxRequestsJitter);
  }

  /** Draws the lifetime of a worker in nanoseconds. */
  long drawLifetimeNanos() {
    return maxLifetime.isZero() ? NEVER : maxLifetime.toNanos() + draw(maxLifetimeJitter.toNanos());
  }

  private long draw(long jitter) {
    return jitter == 0 ? 0 : random.nextLong(jitter + 1);
  }
}
