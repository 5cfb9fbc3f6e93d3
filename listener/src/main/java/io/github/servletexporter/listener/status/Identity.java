package io.github.servletexporter.listener.status;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.sharing.Membership;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Identity of the web application that a status page describes.
 *
 * @param contextPath context path of the web application, empty for the root
 * @param application name of the web application, unique in its JVM, empty for the root
 * @param host name of the host, empty if unknown
 * @param processId ID of the process
 * @param container name of the container, without its version
 * @param containerVersion version of the container, empty if unknown
 * @param moduleVersion version of servlet-exporter
 * @param javaVersion version of the Java runtime
 * @param startedAt time at which the web application started
 */
public record Identity(
    String contextPath,
    String application,
    String host,
    long processId,
    String container,
    String containerVersion,
    String moduleVersion,
    String javaVersion,
    Instant startedAt) {

  /**
   * Validates the components.
   *
   * @throws NullPointerException if a component is null
   */
  public Identity {
    Objects.requireNonNull(contextPath, "contextPath");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(container, "container");
    Objects.requireNonNull(containerVersion, "containerVersion");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    Objects.requireNonNull(javaVersion, "javaVersion");
    Objects.requireNonNull(startedAt, "startedAt");
  }

  /** Returns the identity of a web application on this Java runtime. */
  public static Identity of(
      WebApp webApp, ContainerAdapter container, String moduleVersion, Instant startedAt) {
    String name = container.name();
    return new Identity(
        webApp.contextPath(),
        webApp.name(),
        Membership.hostWithoutLookup(),
        ProcessHandle.current().pid(),
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
        container.version(),
        moduleVersion,
        Runtime.version().toString(),
        startedAt);
  }
}
