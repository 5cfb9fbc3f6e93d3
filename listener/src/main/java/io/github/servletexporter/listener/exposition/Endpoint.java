package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import java.io.IOException;

/**
 * Answers requests of one kind, in a servlet and on the own port alike. Thread-safe.
 *
 * <p>Methods other than GET and HEAD never come here.
 */
@FunctionalInterface
public interface Endpoint {

  /**
   * Answers a request.
   *
   * @param exchange request and response
   * @throws IOException if the client has left
   */
  void handle(PrometheusHttpExchange exchange) throws IOException;
}
