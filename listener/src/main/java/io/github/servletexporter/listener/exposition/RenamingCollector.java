package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Collector that adds aliases to the families of another collector, and returns the families alone
 * if that fails. Thread-safe if its parts are.
 */
public final class RenamingCollector implements MultiCollector {

  private final MultiCollector collector;
  private final UnaryOperator<MetricSnapshots> names;
  private final Consumer<Throwable> onFailure;

  /**
   * Creates a collector.
   *
   * @param collector collects the families
   * @param names returns its argument with the aliases added
   * @param onFailure receives each exception of {@code names}; must not throw
   */
  public RenamingCollector(
      MultiCollector collector,
      UnaryOperator<MetricSnapshots> names,
      Consumer<Throwable> onFailure) {
    this.collector = collector;
    this.names = names;
    this.onFailure = onFailure;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots collected = collector.collect();
    try {
      return names.apply(collected);
    } catch (Throwable e) {
      onFailure.accept(e);
      return collected;
    }
  }
}
