package io.github.servletexporter.listener.config;

/** Location of the health checks: key {@code health}. */
public enum PagePlace {
  /** On the metrics port, if there is one. */
  PORT,
  /** On the metrics port and in the web application. */
  APP,
  /** Nowhere. */
  OFF
}
