package io.github.servletexporter.listener.container;

import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** Collector of the metrics of the container's pools and connectors. Thread-safe. */
public final class PoolCollector implements MultiCollector {

  private final ContainerAdapter container;

  /** Creates the collector of a container. */
  public PoolCollector(ContainerAdapter container) {
    this.container = container;
  }

  @Override
  public MetricSnapshots collect() {
    DataPoints threads = new DataPoints(MetricCatalog.POOL_THREADS);
    DataPoints max = new DataPoints(MetricCatalog.POOL_THREADS_MAX);
    DataPoints min = new DataPoints(MetricCatalog.POOL_THREADS_MIN);
    DataPoints queued = new DataPoints(MetricCatalog.POOL_QUEUED_TASKS);
    for (PoolSnapshot pool : container.pools().read()) {
      threads.addKnown(pool.busy(), pool.pool(), "busy");
      threads.addKnown(pool.idle(), pool.pool(), "idle");
      max.addKnown(pool.max(), pool.pool());
      min.addKnown(pool.min(), pool.pool());
      queued.addKnown(pool.queued(), pool.pool());
    }
    DataPoints connections = new DataPoints(MetricCatalog.CONNECTIONS);
    DataPoints connectionsMax = new DataPoints(MetricCatalog.CONNECTIONS_MAX);
    for (ConnectorSnapshot connector : container.connectors()) {
      connections.addKnown(connector.connections(), connector.connector());
      connectionsMax.addKnown(connector.max(), connector.connector());
    }
    DataPoints webSockets = new DataPoints(MetricCatalog.WEBSOCKET_CONNECTIONS);
    webSockets.addKnown(container.webSockets());
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    List.of(threads, max, min, queued, connections, connectionsMax, webSockets)
        .forEach(metric -> all.metricSnapshot(metric.gauge()));
    return all.build();
  }
}
