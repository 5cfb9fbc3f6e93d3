package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers a scrape in the format that the client accepts: Prometheus text, OpenMetrics or protobuf,
 * gzipped on request, restricted by {@code name[]}.
 *
 * <p>Thread-safe. Knows no servlet, so that any server can use it.
 */
public final class ScrapeHandler implements Endpoint {

  private static final List<String> DEBUG_FORMATS =
      List.of("openmetrics", "text", "prometheus-protobuf");

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

  @Override
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    String debug = debugFormat(exchange.getRequest());
    exchange.getResponse().setHeader("Cache-Control", "no-store");
    if (debug == null || DEBUG_FORMATS.contains(debug)) {
      handler.handleRequest(exchange);
    } else {
      refuse(exchange);
    }
  }

  private static @Nullable String debugFormat(PrometheusHttpRequest request) {
    try {
      return request.getParameter("debug");
    } catch (RuntimeException malformedQuery) {
      return null; // client_java answers 400
    }
  }

  /** client_java would answer 500, and let any client raise the rate of errors. */
  private static void refuse(PrometheusHttpExchange exchange) throws IOException {
    PlainAnswer.send(exchange, 400, "debug is one of " + String.join(", ", DEBUG_FORMATS));
  }
}
