package io.github.servletexporter.sharing.model;

/**
 * What a member runs on.
 *
 * @param container the container, such as Tomcat
 * @param containerVersion its version
 * @param moduleVersion the version of servlet-exporter
 * @param javaVersion the version of Java
 * @param workerType platform or virtual
 */
public record InstanceVersions(
    String container,
    String containerVersion,
    String moduleVersion,
    String javaVersion,
    String workerType) {}
