package io.github.servletexporter.listener.pool;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a scrape shows of the container's pools and connectors. Thread-safe. */
public final class PoolCollector implements MultiCollector {

  private final ContainerAdapter container;

  /** Creates a collector of a container's pools. */
  public PoolCollector(ContainerAdapter container) {
    this.container = container;
  }

  @Override
  public MetricSnapshots collect() {
    Family threads = new Family(MetricCatalog.POOL_THREADS);
    Family max = new Family(MetricCatalog.POOL_THREADS_MAX);
    Family min = new Family(MetricCatalog.POOL_THREADS_MIN);
    Family queued = new Family(MetricCatalog.POOL_QUEUED_TASKS);
    for (PoolSnapshot pool : container.pools()) {
      threads.add(pool.busy(), pool.pool(), "busy");
      threads.add(pool.idle(), pool.pool(), "idle");
      max.add(pool.max(), pool.pool());
      min.add(pool.min(), pool.pool());
      queued.add(pool.queued(), pool.pool());
    }
    Family connections = new Family(MetricCatalog.CONNECTIONS);
    Family connectionsMax = new Family(MetricCatalog.CONNECTIONS_MAX);
    for (ConnectorSnapshot connector : container.connectors()) {
      connections.add(connector.connections(), connector.connector());
      connectionsMax.add(connector.max(), connector.connector());
    }
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    List.of(threads, max, min, queued, connections, connectionsMax)
        .forEach(family -> all.metricSnapshot(family.snapshot()));
    return all.build();
  }

  /** A gauge that has no data point for what the container does not tell. */
  private static final class Family {

    private final MetricDefinition definition;
    private final List<GaugeDataPointSnapshot> dataPoints = new ArrayList<>();

    Family(MetricDefinition definition) {
      this.definition = definition;
    }

    void add(@Nullable Integer value, String... labelValues) {
      if (value != null) {
        Labels labels = Labels.of(definition.labels(), List.of(labelValues));
        dataPoints.add(new GaugeDataPointSnapshot(value, labels, null));
      }
    }

    GaugeSnapshot snapshot() {
      return new GaugeSnapshot(definition.metadata(), dataPoints);
    }
  }
}
