package io.github.servletexporter.container.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * Limits after which a worker is due: a number of requests and an age.
 *
 * @param maxRequests requests after which a worker is due; 0 for no limit
 * @param maxRequestsJitter upper limit of the random number, from 0 to this inclusive, that is
 *     added for each worker, so that workers of the same age do not end together; ignored without a
 *     limit
 * @param maxLifetimeSeconds age at which a worker is due, at most 100 years; 0 for no limit
 * @param maxLifetimeJitterSeconds upper limit of the random time that is added for each worker, at
 *     most 100 years; ignored without a limit
 */
public record RetirementRule(
    int maxRequests,
    int maxRequestsJitter,
    long maxLifetimeSeconds,
    long maxLifetimeJitterSeconds) {

  /** Rule without limits. */
  public static final RetirementRule NONE = new RetirementRule(0, 0, 0, 0);

  /** Longest time: twice as many nanoseconds still fit into a long. */
  private static final long MAX_SECONDS = TimeUnit.DAYS.toSeconds(36_500);

  /**
   * Validates all numbers.
   *
   * @throws IllegalArgumentException if a number is out of range; the message names the first
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

  /** Returns this rule with another jitter for the number of requests. */
  public RetirementRule withMaxRequestsJitter(int requests) {
    return new RetirementRule(maxRequests, requests, maxLifetimeSeconds, maxLifetimeJitterSeconds);
  }

  /** Returns this rule with another maximum age, in seconds. */
  public RetirementRule withMaxLifetimeSeconds(long seconds) {
    return new RetirementRule(maxRequests, maxRequestsJitter, seconds, maxLifetimeJitterSeconds);
  }

  /** Returns this rule with another jitter for the age, in seconds. */
  public RetirementRule withMaxLifetimeJitterSeconds(long seconds) {
    return new RetirementRule(maxRequests, maxRequestsJitter, maxLifetimeSeconds, seconds);
  }

  /**
   * Draws the number of requests that a new worker may serve.
   *
   * @param random a function that returns a number from 0 to its argument, exclusive
   * @return the number of requests, or {@link Long#MAX_VALUE} without a limit
   */
  long drawRequests(LongUnaryOperator random) {
    return maxRequests == 0
        ? Long.MAX_VALUE
        : maxRequests + random.applyAsLong(maxRequestsJitter + 1L);
  }

  /**
   * Draws the age at which a new worker is due.
   *
   * @param random a function that returns a number from 0 to its argument, exclusive
   * @return nanoseconds, or {@link Long#MAX_VALUE} without a limit
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
