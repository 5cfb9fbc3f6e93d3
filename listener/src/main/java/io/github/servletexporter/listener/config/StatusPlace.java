package io.github.servletexporter.listener.config;

/** Location of the status page: key {@code status}. */
public enum StatusPlace {
  /**
   * On the metrics port, if there is one; otherwise in the web application, for clients with the
   * key in the log, unless {@code auth.*} is set.
   */
  AUTO,
  /** On the metrics port, if there is one. */
  PORT,
  /** On the metrics port and in the web application. */
  APP,
  /** Nowhere. */
  OFF
}
