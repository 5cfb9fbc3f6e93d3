package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Adds to a scrape what it shows under other names; without them when that fails. Thread-safe if
 * its parts are.
 */
public final class RenamingCollector implements MultiCollector {

  private final MultiCollector collector;
  private final UnaryOperator<MetricSnapshots> names;
  private final Consumer<Throwable> onFailure;

  /**
   * Creates a collector.
   *
   * @param collector what is there under its own names
   * @param names returns what it is given, and the same under other names
   * @param onFailure told what the names threw; throws nothing
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
