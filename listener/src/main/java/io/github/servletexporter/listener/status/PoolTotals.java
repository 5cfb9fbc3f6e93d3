package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.listener.worker.WorkerState;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metrics of one pool, as one row of the status page. Not thread-safe. */
final class PoolTotals {

  private static final List<MetricDefinition> BY_STATE =
      List.of(MetricCatalog.POOL_THREADS, MetricCatalog.WORKERS);

  private static final List<MetricDefinition> BY_POOL =
      List.of(
          MetricCatalog.POOL_THREADS_MAX,
          MetricCatalog.POOL_QUEUED_TASKS,
          MetricCatalog.WORKER_REQUEST_LIMIT,
          MetricCatalog.RECYCLING_SUPPORTED,
          MetricCatalog.STUCK_REQUESTS);

  private final String pool;

  /** Values by the name of the family, followed by the state if it has one. */
  private final Map<String, Double> values = new HashMap<>();

  private PoolTotals(String pool) {
    this.pool = pool;
  }

  static List<PoolTotals> all(Families families) {
    Map<String, PoolTotals> pools = new TreeMap<>();
    for (MetricDefinition family : BY_STATE) {
      for (Families.Value value : families.values(family)) {
        of(pools, family, value).put(family.name() + value.label(family, 1), value);
      }
    }
    for (MetricDefinition family : BY_POOL) {
      for (Families.Value value : families.values(family)) {
        of(pools, family, value).put(family.name(), value);
      }
    }
    return List.copyOf(pools.values());
  }

  private static PoolTotals of(
      Map<String, PoolTotals> pools, MetricDefinition family, Families.Value value) {
    return pools.computeIfAbsent(value.label(family, 0), PoolTotals::new);
  }

  private void put(String key, Families.Value value) {
    values.put(key, value.value());
  }

  private double get(MetricDefinition family) {
    return values.getOrDefault(family.name(), Double.NaN);
  }

  private double get(MetricDefinition family, WorkerState state) {
    return values.getOrDefault(family.name() + state.label(), Double.NaN);
  }

  String pool() {
    return pool;
  }

  /** Returns whether requests wait for a thread while none is free, or are stuck on all of them. */
  boolean isSaturated() {
    boolean isFull =
        get(MetricCatalog.POOL_THREADS, WorkerState.BUSY) >= get(MetricCatalog.POOL_THREADS_MAX);
    return isFull
        && (get(MetricCatalog.POOL_QUEUED_TASKS) > 0
            || get(MetricCatalog.WORKERS, WorkerState.STUCK) > 0);
  }

  void write(Json json) throws IOException {
    json.label("pool", pool)
        .number("threadsBusy", get(MetricCatalog.POOL_THREADS, WorkerState.BUSY))
        .number("threadsIdle", get(MetricCatalog.POOL_THREADS, WorkerState.IDLE))
        .number("threadsMax", get(MetricCatalog.POOL_THREADS_MAX))
        .number("queuedTasks", get(MetricCatalog.POOL_QUEUED_TASKS))
        .number("workersBusy", get(MetricCatalog.WORKERS, WorkerState.BUSY))
        .number("workersIdle", get(MetricCatalog.WORKERS, WorkerState.IDLE))
        .number("workersRetiring", get(MetricCatalog.WORKERS, WorkerState.RETIRING))
        .number("workersStuck", get(MetricCatalog.WORKERS, WorkerState.STUCK))
        .number("stuckRequests", get(MetricCatalog.STUCK_REQUESTS))
        .number("requestLimit", get(MetricCatalog.WORKER_REQUEST_LIMIT))
        .number("recyclingSupported", get(MetricCatalog.RECYCLING_SUPPORTED));
  }
}
