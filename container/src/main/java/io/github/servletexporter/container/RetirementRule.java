package io.github.servletexporter.container;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * When a worker is due: after how many requests and at what age.
 *
 * @param maxRequests requests after which a worker is due; 0 for no limit
 * @param maxRequestsJitter each worker gets a random number from 0 to this, inclusive, on top, so
 *     that workers of one age do not end together; ignored without a limit
 * @param maxLifetimeSeconds age at which a worker is due, at most 100 years; 0 for no limit
 * @param maxLifetimeJitterSeconds each worker gets a random time from 0 to this on top, at most 100
 *     years; ignored without a limit
 */
public record RetirementRule(
    int maxRequests,
    int maxRequestsJitter,
    long maxLifetimeSeconds,
    long maxLifetimeJitterSeconds) {

  /** No limit. */
  public static final RetirementRule NONE = new RetirementRule(0, 0, 0, 0);

  /** Twice that still fits into a long of nanoseconds. */
  private static final long MAX_SECONDS = TimeUnit.DAYS.toSeconds(36_500);

  /**
   * Checks every number.
   *
   * @throws IllegalArgumentException naming the first that is out of its range
   */
  public RetirementRule {
    requireBetween0And(Integer.MAX_VALUE, "maxRequests", maxRequests);
    requireBetween0And(Integer.MAX_VALUE, "maxRequestsJitter", maxRequestsJitter);
    requireBetween0And(MAX_SECONDS, "maxLifetimeSeconds", maxLifetimeSeconds);
    requireBetween0And(MAX_SECONDS, "maxLifetimeJitterSeconds", maxLifetimeJitterSeconds);
  }

  /** Returns this rule with another number of requests. */
  public RetirementRule withMaxRequests(int requests) {
    return new RetirementRule(
        requests, maxRequestsJitter, maxLifetimeSeconds, maxLifetimeJitterSeconds);
  }

  /** Returns this rule with another jitter of the number of requests. */
  public RetirementRule withMaxRequestsJitter(int requests) {
    return new RetirementRule(maxRequests, requests, maxLifetimeSeconds, maxLifetimeJitterSeconds);
  }

  /** Returns this rule with another age, in seconds. */
  public RetirementRule withMaxLifetimeSeconds(long seconds) {
    return new RetirementRule(maxRequests, maxRequestsJitter, seconds, maxLifetimeJitterSeconds);
  }

  /** Returns this rule with another jitter of the age, in seconds. */
  public RetirementRule withMaxLifetimeJitterSeconds(long seconds) {
    return new RetirementRule(maxRequests, maxRequestsJitter, maxLifetimeSeconds, seconds);
  }

  /**
   * Draws the requests that a new worker may serve.
   *
   * @param random gives a number from 0 to its argument, exclusive
   * @return {@link Long#MAX_VALUE} without a limit
   */
  long drawRequests(LongUnaryOperator random) {
    return maxRequests == 0
        ? Long.MAX_VALUE
        : maxRequests + random.applyAsLong(maxRequestsJitter + 1L);
  }

  /**
   * Draws the age at which a new worker is due.
   *
   * @param random gives a number from 0 to its argument, exclusive
   * @return nanoseconds, {@link Long#MAX_VALUE} without a limit
   */
  long drawLifetimeNanos(LongUnaryOperator random) {
    if (maxLifetimeSeconds == 0) {
      return Long.MAX_VALUE;
    }
    long jitterNanos = TimeUnit.SECONDS.toNanos(maxLifetimeJitterSeconds);
    return TimeUnit.SECONDS.toNanos(maxLifetimeSeconds) + random.applyAsLong(jitterNanos + 1);
  }

  private static void requireBetween0And(long most, String key, long value) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          key + ": expected a whole number from 0 to " + most + ", but was " + value);
    }
  }
}
