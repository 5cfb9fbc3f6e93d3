package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.sharing.AggregateView;
import io.github.servletexporter.sharing.ViewUnavailableException;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers a scrape of the merged view, and with 503 while there is none: a scrape that fails is a
 * gap, which every query knows to bridge. Thread-safe.
 */
public final class AggregateEndpoint {

  private static final int SERVICE_UNAVAILABLE = 503;

  private final AggregateView view;
  private final Exposition exposition;

  /**
   * Creates the endpoint.
   *
   * @param view what is shown
   * @param exposition writes it
   */
  public AggregateEndpoint(AggregateView view, Exposition exposition) {
    this.view = view;
    this.exposition = exposition;
  }

  /**
   * Answers one scrape.
   *
   * @param exchange request and response
   * @throws IOException if the client has left
   */
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    MergedMetrics merged;
    try {
      merged = view.get();
    } catch (ViewUnavailableException e) {
      refuse(exchange.getResponse(), e);
      return;
    }
    exposition.write(merged, exchange);
  }

  private static void refuse(PrometheusHttpResponse response, ViewUnavailableException reason)
      throws IOException {
    byte[] body =
        ("no aggregate now: " + reason.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    response.setHeader("Content-Type", "text/plain;charset=utf-8");
    try (OutputStream stream = response.sendHeadersAndGetBody(SERVICE_UNAVAILABLE, body.length)) {
      stream.write(body);
    }
  }

  /** Writes metrics in the format that the client accepts. */
  @FunctionalInterface
  public interface Exposition {

    /**
     * Answers with metrics.
     *
     * @throws IOException if the client has left
     */
    void write(MergedMetrics merged, PrometheusHttpExchange exchange) throws IOException;
  }
}
