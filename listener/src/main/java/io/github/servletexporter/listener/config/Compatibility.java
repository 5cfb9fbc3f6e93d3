package io.github.servletexporter.listener.config;

/** Other software that servlet-exporter replaces: keys {@code compat-env}, {@code compat-names}. */
public enum Compatibility {
  /** No other software. */
  NONE,
  /** Gunicorn and its Prometheus exporter. */
  GUNICORN
}
