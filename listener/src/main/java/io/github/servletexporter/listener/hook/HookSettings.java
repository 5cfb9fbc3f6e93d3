package io.github.servletexporter.listener.hook;

import io.github.servletexporter.base.WebApp;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What hooks are told of the web application, and how long they may take.
 *
 * @param webApp the web application
 * @param configuration the effective configuration by key, without secrets
 * @param moduleVersion the version of servlet-exporter
 * @param callLimit how long one call may take, positive and at most an hour
 */
public record HookSettings(
    WebApp webApp, Map<String, String> configuration, String moduleVersion, Duration callLimit) {

  /** How long a call may take unless set otherwise. */
  public static final Duration DEFAULT_CALL_LIMIT = Duration.ofSeconds(5);

  private static final Duration MAX_CALL_LIMIT = Duration.ofHours(1);

  /**
   * Copies the configuration.
   *
   * @throws IllegalArgumentException if the limit is out of range
   * @throws NullPointerException if anything is null
   */
  public HookSettings {
    Objects.requireNonNull(webApp, "webApp");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    configuration = Map.copyOf(configuration);
    if (callLimit.isNegative() || callLimit.isZero() || callLimit.compareTo(MAX_CALL_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "callLimit must be > 0 and at most an hour, but was " + callLimit);
    }
  }
}
