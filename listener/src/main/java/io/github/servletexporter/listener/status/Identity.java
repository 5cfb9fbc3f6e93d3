package io.github.servletexporter.listener.status;

import java.time.Instant;
import java.util.Objects;

/**
 * Whose status the page shows.
 *
 * @param contextPath context path of the web application, empty for the root
 * @param container name of the container, without its version
 * @param containerVersion version of the container, empty when unknown
 * @param moduleVersion version of servlet-exporter
 * @param javaVersion version of the Java runtime
 * @param startedAt when the web application started
 */
public record Identity(
    String contextPath,
    String container,
    String containerVersion,
    String moduleVersion,
    String javaVersion,
    Instant startedAt) {

  /**
   * Checks that nothing is null.
   *
   * @throws NullPointerException if anything is
   */
  public Identity {
    Objects.requireNonNull(contextPath, "contextPath");
    Objects.requireNonNull(container, "container");
    Objects.requireNonNull(containerVersion, "containerVersion");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    Objects.requireNonNull(javaVersion, "javaVersion");
    Objects.requireNonNull(startedAt, "startedAt");
  }
}
