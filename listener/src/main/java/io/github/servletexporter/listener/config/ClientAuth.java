package io.github.servletexporter.listener.config;

/** Demand for client certificates on the metrics port: key {@code tls.client-auth}. */
public enum ClientAuth {
  /** No client certificate is requested. */
  NONE,
  /** A client without a trusted certificate is rejected. */
  NEED
}
