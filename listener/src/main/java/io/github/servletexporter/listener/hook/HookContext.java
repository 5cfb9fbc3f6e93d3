package io.github.servletexporter.listener.hook;

import java.util.Map;
import java.util.Objects;

/**
 * What a hook may know of the web application. Immutable and thread-safe.
 *
 * <p>There is no {@code ServletContext} in it, on purpose: most of what that can do is allowed only
 * while the container runs the web application's own listeners, on their thread, and hooks run on
 * another one; and a hook that kept it would keep the web application in memory. A hook that needs
 * it can be a {@code ServletContextListener} as well.
 *
 * @param contextPath the web application's context path, empty for the root
 * @param configuration the effective configuration of servlet-exporter by key, without secrets
 * @param moduleVersion the version of servlet-exporter
 * @param logger a logger that has the hook's class name
 */
public record HookContext(
    String contextPath,
    Map<String, String> configuration,
    String moduleVersion,
    System.Logger logger) {

  /**
   * Copies the configuration.
   *
   * @throws NullPointerException if anything is null
   */
  public HookContext {
    Objects.requireNonNull(contextPath, "contextPath");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    Objects.requireNonNull(logger, "logger");
    configuration = Map.copyOf(configuration);
  }
}
