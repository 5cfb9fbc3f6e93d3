package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.model.InstanceVersions;
import io.github.servletexporter.sharing.store.CircuitBreaker;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a member uses a store.
 *
 * @param interval how often it publishes
 * @param cleanup whether dead members are folded and removed
 * @param readLimit how long one reading of the whole store may take
 * @param versions what this member runs on, asked at each publication
 */
public record StoreSettings(
    Duration interval, boolean cleanup, Duration readLimit, Supplier<InstanceVersions> versions) {

  /** How often a directory is written to. */
  public static final Duration DIRECTORY_INTERVAL = Duration.ofSeconds(5);

  /** How long a reading may take, which is less than a scraper's usual patience. */
  public static final Duration READ_LIMIT = Duration.ofSeconds(8);

  /** Within so many intervals a member that tries has published. */
  private static final int PUBLISHING_INTERVALS = 3;

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public StoreSettings {
    if (interval.isNegative()
        || interval.isZero()
        || readLimit.isNegative()
        || readLimit.isZero()) {
      throw new IllegalArgumentException("expected durations > 0");
    }
  }

  /**
   * Returns how long after the end of an outage it takes at most until all members have published
   * again: they try seldom after one that was long, and not all at once.
   */
  public Duration recovery() {
    return CircuitBreaker.longestDelay(interval).plus(interval.multipliedBy(PUBLISHING_INTERVALS));
  }
}
