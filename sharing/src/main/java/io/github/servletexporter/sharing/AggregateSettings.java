package io.github.servletexporter.sharing;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param timeLimit of one merge, and of waiting for another thread's
 * @param maxAge a scrape gets a result that another one got, if that was begun no longer ago; no
 *     longer than the scrape interval, or two JVMs scraped in turn could seem to count backwards
 * @param lossGrace how long totals may stay below what was shown before, until the loss is taken
 *     for lasting: long enough for all members to publish again
 */
public record AggregateSettings(Duration timeLimit, Duration maxAge, Duration lossGrace) {

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is negative, or the time limit not positive
   */
  public AggregateSettings {
    if (timeLimit.isNegative()
        || timeLimit.isZero()
        || maxAge.isNegative()
        || lossGrace.isNegative()) {
      throw new IllegalArgumentException(
          "expected durations >= 0 and a time limit > 0, but was %s, %s, %s"
              .formatted(timeLimit, maxAge, lossGrace));
    }
  }
}
