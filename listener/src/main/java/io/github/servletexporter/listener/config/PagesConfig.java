package io.github.servletexporter.listener.config;

import java.util.Objects;

/**
 * Where our pages besides the scrape are, and when the application counts as not ready.
 *
 * @param status where the status page is
 * @param health where {@code /-/healthy} and {@code /-/ready} are
 * @param stuckLimit stuck requests from which on the application is not ready; 0: however many
 */
public record PagesConfig(Place status, Place health, int stuckLimit) {

  static final int MAX_STUCK_LIMIT = 1_000_000;

  private static final PagesConfig DEFAULTS = new PagesConfig(Place.PORT, Place.PORT, 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the limit is not what its key expects
   */
  public PagesConfig {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(health, "health");
    MetricsConfig.require(
        stuckLimit >= 0 && stuckLimit <= MAX_STUCK_LIMIT,
        ConfigKey.READINESS_STUCK_LIMIT,
        stuckLimit);
  }

  /** Where a page is. */
  public enum Place {
    /** On the port of our own, if there is one. */
    PORT,
    /** There and in the application. */
    APP,
    /** Nowhere. */
    OFF
  }

  /** Returns the defaults: both on the port of our own. */
  public static PagesConfig defaults() {
    return DEFAULTS;
  }
}
