package io.github.servletexporter.listener.hook;

import java.util.Map;
import java.util.Objects;

/**
 * Information on the web application that a hook belongs to. Immutable and thread-safe.
 *
 * <p>It deliberately contains no {@code ServletContext}. The container allows most of its methods
 * only while it runs the web application's own listeners, on their thread, whereas hooks run on a
 * different one; and a hook that kept a reference would keep the web application in memory. A hook
 * that needs the servlet context can also implement {@code ServletContextListener}.
 *
 * @param contextPath context path of the web application, empty for the root
 * @param configuration effective configuration of servlet-exporter by key, without secrets
 * @param moduleVersion version of servlet-exporter
 * @param logger logger that is named after the class of the hook
 */
public record HookContext(
    String contextPath,
    Map<String, String> configuration,
    String moduleVersion,
    System.Logger logger) {

  /**
   * Copies the configuration.
   *
   * @throws NullPointerException if a component is null
   */
  public HookContext {
    Objects.requireNonNull(contextPath, "contextPath");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    Objects.requireNonNull(logger, "logger");
    configuration = Map.copyOf(configuration);
  }
}
