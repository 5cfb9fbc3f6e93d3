package io.github.servletexporter.sharing.model;

/**
 * Software that an instance runs on.
 *
 * @param container name of the container, such as Tomcat
 * @param containerVersion version of the container
 * @param moduleVersion version of servlet-exporter
 * @param javaVersion version of Java
 * @param workerType type of the worker threads, {@code platform} or {@code virtual}
 */
public record InstanceVersions(
    String container,
    String containerVersion,
    String moduleVersion,
    String javaVersion,
    String workerType) {}
