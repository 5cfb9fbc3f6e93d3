package io.github.servletexporter.listener.config;

/** Position of the pages in a web application relative to its filters: key {@code endpoints}. */
public enum EndpointPlace {
  /** {@link #FILTER} if there are credentials, or else {@link #SERVLET}. */
  AUTO,
  /** Behind the filters of the application, which may protect or replace the pages. */
  SERVLET,
  /** In servlet-exporter's own filter, before the filters of the application. */
  FILTER
}
