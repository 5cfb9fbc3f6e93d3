package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.sharing.AggregateView;
import io.github.servletexporter.sharing.ViewUnavailableException;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Endpoint of the merged view of all instances. Answers 503 while the view is not available: a
 * failed scrape is only a gap in the data. Thread-safe.
 */
public final class AggregateEndpoint implements Endpoint {

  private static final int SERVICE_UNAVAILABLE = 503;

  private final AggregateView view;
  private final UnaryOperator<MetricSnapshots> names;
  private final Consumer<Throwable> onDisputed;
  private final ScrapeHandler scrapes = new ScrapeHandler(new MergedCollector());

  /**
   * Creates the endpoint.
   *
   * @param view merged view
   * @param names adds metrics under other names
   * @param onDisputed receives an exception that lists the families to which instances have given
   *     different types
   */
  public AggregateEndpoint(
      AggregateView view, UnaryOperator<MetricSnapshots> names, Consumer<Throwable> onDisputed) {
    this.view = view;
    this.names = names;
    this.onDisputed = onDisputed;
  }

  @Override
  public void handle(PrometheusHttpExchange exchange) throws IOException {
    MergedMetrics merged;
    try {
      merged = view.get();
    } catch (ViewUnavailableException e) {
      PlainAnswer.send(
          exchange, SERVICE_UNAVAILABLE, "the merged view is not available: " + e.getMessage());
      return;
    }
    reportDisputed(merged.disputed());
    scrapes.handle(new MergedExchange(exchange, names.apply(merged.snapshots())));
  }

  /** Reports families to which instances have given different types, if there are any. */
  void reportDisputed(List<String> families) {
    if (!families.isEmpty()) {
      onDisputed.accept(
          new IllegalStateException(
              "instances have given these families different types: " + families));
    }
  }

  /**
   * Collector of the metrics that the request of a scrape carries, so that one handler serves all.
   */
  private static final class MergedCollector implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
      return MetricSnapshots.of();
    }

    @Override
    public MetricSnapshots collect(PrometheusScrapeRequest request) {
      return ((MergedRequest) request).snapshots();
    }
  }

  /** Exchange whose request carries the metrics to be shown. */
  private record MergedExchange(PrometheusHttpExchange exchange, MetricSnapshots snapshots)
      implements PrometheusHttpExchange {

    @Override
    public PrometheusHttpRequest getRequest() {
      return new MergedRequest(exchange.getRequest(), snapshots);
    }

    @Override
    public PrometheusHttpResponse getResponse() {
      return exchange.getResponse();
    }

    @Override
    public void handleException(IOException e) throws IOException {
      exchange.handleException(e);
    }

    @Override
    public void handleException(RuntimeException e) {
      exchange.handleException(e);
    }

    @Override
    public void close() {
      exchange.close();
    }
  }

  /** Request that carries the metrics to be shown. */
  private record MergedRequest(PrometheusHttpRequest request, MetricSnapshots snapshots)
      implements PrometheusHttpRequest {

    @Override
    public String getQueryString() {
      return request.getQueryString();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return request.getHeaders(name);
    }

    @Override
    public String getMethod() {
      return request.getMethod();
    }

    @Override
    public String getRequestPath() {
      return request.getRequestPath();
    }

    @Override
    public String getHeader(String name) {
      return request.getHeader(name);
    }

    @Override
    public String getParameter(String name) {
      return request.getParameter(name);
    }

    @Override
    public String[] getParameterValues(String name) {
      return request.getParameterValues(name);
    }
  }
}
