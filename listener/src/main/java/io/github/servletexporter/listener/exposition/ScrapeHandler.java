package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/**
 * Answers a scrape in the format that the client accepts: Prometheus text, OpenMetrics or protobuf,
 * gzipped on request, restricted by {@code name[]}.
 *
 * <p>Thread-safe. Knows no servlet, so that any server can use it.
 */
public final class ScrapeHandler {

  private final PrometheusScrapeHandler handler;

  /**
   * Creates a handler.
   *
   * @param collector asked at every scrape
   */
  public ScrapeHandler(MultiCollector collector) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(collector);
    // Built, not read: client_java's own configuration is process-wide, ours is the web app's.
    handler = new PrometheusScrapeHandler(PrometheusProperties.builder().build(), registry);
  }

  /**
   * Answers one scrape.
   *
   * @param exchange request and response
   * @throws IOException if the client has left
   */
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    handler.handleRequest(exchange);
  }
}
