package io.github.servletexporter.listener.config;

import io.github.servletexporter.filter.guard.DeadlineAction;
import io.github.servletexporter.filter.guard.TrustedProxies;
import java.time.Duration;
import java.util.Objects;

/**
 * What to do about requests that have waited.
 *
 * @param trustedProxies whose {@code X-Request-Start} is believed
 * @param deadline how long a request may have waited; zero: any time
 * @param action what happens to those that waited longer
 */
public record QueueConfig(TrustedProxies trustedProxies, Duration deadline, DeadlineAction action) {

  /**
   * Validates every value.
   *
   * @throws IllegalArgumentException if a deadline can't be kept
   */
  public QueueConfig {
    Objects.requireNonNull(action, "action");
    MetricsConfig.require(Durations.isValid(deadline), ConfigKey.QUEUE_DEADLINE, deadline);
    MetricsConfig.require(
        deadline.isZero() || !trustedProxies.isNone(), ConfigKey.TRUSTED_PROXIES, "");
  }

  /** Returns the configuration that believes nobody, and so measures nothing. */
  public static QueueConfig off() {
    return new QueueConfig(TrustedProxies.none(), Duration.ZERO, DeadlineAction.OBSERVE);
  }
}
