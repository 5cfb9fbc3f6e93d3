package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Collector that combines several sources and omits those that fail. In client_java alone, a
 * collector that throws or a family that occurs twice fails the whole scrape. Thread-safe if the
 * sources are.
 */
public final class GuardedCollector implements MultiCollector {

  private final List<Supplier<MetricSnapshots>> sources = new CopyOnWriteArrayList<>();
  private final Consumer<Throwable> onFailure;

  /**
   * Creates a collector without sources.
   *
   * @param onFailure receives each exception of a source; must not throw
   */
  public GuardedCollector(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
  }

  /** Adds a source, which is collected after the sources that were added earlier. */
  public void add(Supplier<MetricSnapshots> source) {
    sources.add(source);
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
