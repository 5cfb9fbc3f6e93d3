package io.github.servletexporter.listener.server;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import java.io.IOException;

/** Answers every request of the server. Thread-safe. */
@FunctionalInterface
public interface RequestHandler {

  /**
   * Answers a request.
   *
   * @throws IOException if the client has left
   */
  void handle(PrometheusHttpExchange exchange) throws IOException;
}
