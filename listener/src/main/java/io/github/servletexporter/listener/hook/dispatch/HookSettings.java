package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.base.WebApp;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Settings for the calls of hooks.
 *
 * @param webApp web application that the hooks belong to
 * @param configuration effective configuration by key, without secrets
 * @param moduleVersion version of servlet-exporter
 * @param limits limits on the time that hooks take
 */
public record HookSettings(
    WebApp webApp, Map<String, String> configuration, String moduleVersion, Limits limits) {

  /**
   * Copies the configuration.
   *
   * @throws NullPointerException if a component is null
   */
  public HookSettings {
    Objects.requireNonNull(webApp, "webApp");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    Objects.requireNonNull(limits, "limits");
    configuration = Map.copyOf(configuration);
  }

  /**
   * Limits on the time that hooks take.
   *
   * @param call longest time of one call, positive and at most an hour
   * @param end time that interrupted threads have to end when the web application ends
   */
  public record Limits(Duration call, Duration end) {

    private static final Duration MAX_CALL = Duration.ofHours(1);

    /** Limits unless configured otherwise. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(1));

    /**
     * Validates the limits.
     *
     * @throws IllegalArgumentException if a limit is out of range
     */
    public Limits {
      if (call.isNegative() || call.isZero() || call.compareTo(MAX_CALL) > 0) {
        throw new IllegalArgumentException("call must be > 0 and at most an hour, but was " + call);
      }
      if (end.isNegative()) {
        throw new IllegalArgumentException("end must be >= 0, but was " + end);
      }
    }
  }
}
