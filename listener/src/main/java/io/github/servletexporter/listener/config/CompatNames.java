package io.github.servletexporter.listener.config;

/** Whose names metrics have besides their own. */
public enum CompatNames {
  /** Nobody's. */
  NONE,
  /** Those of Gunicorn's Prometheus exporter. */
  GUNICORN
}
