package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Collects from all sources, leaving out the one that fails: in client_java a collector that
 * throws, or a family that is there twice, takes the whole scrape with it. Thread-safe if its
 * sources are.
 */
public final class GuardedCollector implements MultiCollector {

  private final List<Supplier<MetricSnapshots>> sources;
  private final Consumer<Throwable> onFailure;

  /**
   * Creates a collector.
   *
   * @param sources asked in this order at every scrape
   * @param onFailure told what a source threw; throws nothing
   */
  public GuardedCollector(List<Supplier<MetricSnapshots>> sources, Consumer<Throwable> onFailure) {
    this.sources = List.copyOf(sources);
    this.onFailure = onFailure;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    Set<String> names = new HashSet<>();
    for (Supplier<MetricSnapshots> source : sources) {
      try {
        for (MetricSnapshot snapshot : source.get()) {
          if (names.add(snapshot.getMetadata().getPrometheusName())) {
            all.metricSnapshot(snapshot);
          }
        }
      } catch (Throwable e) {
        onFailure.accept(e);
      }
    }
    return all.build();
  }
}
