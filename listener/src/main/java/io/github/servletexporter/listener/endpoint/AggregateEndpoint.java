package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.sharing.AggregateView;
import io.github.servletexporter.sharing.ViewUnavailableException;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.model.TypeConflict;
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
  private final Consumer<String> onConflicts;

  /**
   * Creates the endpoint.
   *
   * @param view merged view
   * @param names adds metrics under other names
   * @param onConflicts receives a line of text that names the metrics whose types differ, with the
   *     instances
   */
  public AggregateEndpoint(
      AggregateView view, UnaryOperator<MetricSnapshots> names, Consumer<String> onConflicts) {
    this.view = view;
    this.names = names;
    this.onConflicts = onConflicts;
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
    report(merged.conflicts());
    MetricSnapshots shown = names.apply(merged.snapshots());
    new ScrapeHandler(() -> shown).handle(exchange);
  }

  /** Reports metrics to which instances have given different types, if there are any. */
  void report(List<TypeConflict> conflicts) {
    if (!conflicts.isEmpty()) {
      onConflicts.accept(
          "instances disagree about the type of a metric, and the merged view leaves out the data of"
              + " other types: "
              + TypeConflict.texts(conflicts)
              + "; deploy the same version of the application to all instances");
    }
  }
}
