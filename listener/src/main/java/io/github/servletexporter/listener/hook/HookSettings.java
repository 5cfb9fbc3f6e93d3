package io.github.servletexporter.listener.hook;

import io.github.servletexporter.filter.WebApp;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What hooks are told of the web application, and how long they may take.
 *
 * @param webApp the web application
 * @param configuration the effective configuration by key, without secrets
 * @param moduleVersion the version of servlet-exporter
 * @param callLimit how long one call may take, positive
 */
public record HookSettings(
    WebApp webApp, Map<String, String> configuration, String moduleVersion, Duration callLimit) {

  /** How long a call may take unless set otherwise. */
  public static final Duration DEFAULT_CALL_LIMIT = Duration.ofSeconds(5);

  /**
   * Copies the configuration.
   *
   * @throws IllegalArgumentException if the limit is not positive
   * @throws NullPointerException if anything is null
   */
  public HookSettings {
    Objects.requireNonNull(webApp, "webApp");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    configuration = Map.copyOf(configuration);
    if (callLimit.isNegative() || callLimit.isZero()) {
      throw new IllegalArgumentException("callLimit must be > 0, but was " + callLimit);
    }
  }
}
