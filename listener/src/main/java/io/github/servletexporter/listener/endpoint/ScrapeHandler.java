package io.github.servletexporter.listener.endpoint;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint that answers a scrape in the format that the client accepts: Prometheus text,
 * OpenMetrics or protobuf, compressed with gzip on request, restricted to the families in {@code
 * name[]}.
 *
 * <p>Thread-safe. Does not depend on the servlet API, so that any server can use it.
 */
public final class ScrapeHandler implements Endpoint {

  private static final List<String> DEBUG_FORMATS =
      List.of("openmetrics", "text", "prometheus-protobuf");

  private final PrometheusScrapeHandler handler;

  /**
   * Creates a handler.
   *
   * @param collector collects the metrics at every scrape
   */
  public ScrapeHandler(MultiCollector collector) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(collector);
    // Built, not loaded: the configuration of client_java applies to the whole process, ours to one
    // web application.
    handler = new PrometheusScrapeHandler(PrometheusProperties.builder().build(), registry);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String debug = debugFormat(exchange);
    exchange.setHeader("Cache-Control", "no-store");
    if (debug == null || DEBUG_FORMATS.contains(debug)) {
      handler.handleRequest(exchange);
    } else {
      refuse(exchange);
    }
  }

  private static @Nullable String debugFormat(Exchange request) {
    try {
      return request.getParameter("debug");
    } catch (RuntimeException malformedQuery) {
      return null; // client_java answers 400
    }
  }

  /** client_java would answer 500, which would let any client raise the error rate. */
  private static void refuse(Exchange exchange) throws IOException {
    PlainAnswer.send(
        exchange,
        400,
        "expected one of these values of debug: " + String.join(", ", DEBUG_FORMATS));
  }
}
