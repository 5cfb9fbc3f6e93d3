package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.sharing.AggregateView;
import io.github.servletexporter.sharing.ViewUnavailableException;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
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
  public void handle(Exchange exchange) throws IOException {
    MergedMetrics merged;
    try {
      merged = view.get();
    } catch (ViewUnavailableException e) {
      PlainAnswer.send(
          exchange, SERVICE_UNAVAILABLE, "the merged view is not available: " + e.getMessage());
      return;
    }
    reportDisputed(merged.disputed());
    MetricSnapshots shown = names.apply(merged.snapshots());
    new ScrapeHandler(() -> shown).handle(exchange);
  }

  /** Reports families to which instances have given different types, if there are any. */
  void reportDisputed(List<String> families) {
    if (!families.isEmpty()) {
      onDisputed.accept(
          new IllegalStateException(
              "instances have given these families different types: " + families));
    }
  }
}
