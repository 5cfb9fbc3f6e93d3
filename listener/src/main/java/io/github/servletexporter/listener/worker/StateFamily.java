package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Builder of the number of workers in each state, for one scrape. */
final class StateFamily {

  private final Predicate<Thread> stuck;
  private final Map<String, Map<WorkerState, Integer>> counts = new TreeMap<>();

  StateFamily(Predicate<Thread> stuck) {
    this.stuck = stuck;
  }

  void addPools(Collection<String> pools) {
    pools.forEach(this::of);
  }

  void addWorkers(Collection<WorkerSlot> workers) {
    for (WorkerSlot worker : workers) {
      of(worker.pool()).merge(WorkerState.of(worker, stuck), 1, Integer::sum);
    }
  }

  private Map<WorkerState, Integer> of(String pool) {
    return counts.computeIfAbsent(pool, any -> new EnumMap<>(WorkerState.class));
  }

  GaugeSnapshot snapshot() {
    DataPoints gauge = new DataPoints(MetricCatalog.WORKERS);
    counts.forEach(
        (pool, ofPool) ->
            Arrays.stream(WorkerState.values())
                .forEach(state -> gauge.add(ofPool.getOrDefault(state, 0), pool, state.label())));
    return gauge.gauge();
  }
}
