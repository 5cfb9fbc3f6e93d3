package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts workers by what they do at the moment of a scrape. */
final class StateFamily {

  private final Predicate<Thread> stuck;
  private final Map<String, Map<State, Integer>> counts = new TreeMap<>();

  StateFamily(Predicate<Thread> stuck) {
    this.stuck = stuck;
  }

  /** The states of a worker; each worker has one, the last that is true of it. */
  private enum State {
    IDLE,
    BUSY,
    RETIRING,
    STUCK;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  void addPools(Collection<String> pools) {
    pools.forEach(this::of);
  }

  void addWorkers(Collection<WorkerSlot> workers) {
    for (WorkerSlot worker : workers) {
      of(worker.pool()).merge(state(worker), 1, Integer::sum);
    }
  }

  private State state(WorkerSlot worker) {
    if (worker.isBusy() && stuck.test(worker.thread())) {
      return State.STUCK;
    }
    if (worker.isDue()) {
      return State.RETIRING;
    }
    return worker.isBusy() ? State.BUSY : State.IDLE;
  }

  private Map<State, Integer> of(String pool) {
    return counts.computeIfAbsent(pool, any -> new EnumMap<>(State.class));
  }

  GaugeSnapshot snapshot() {
    Gauge gauge = new Gauge(MetricCatalog.WORKERS);
    counts.forEach(
        (pool, ofPool) ->
            Arrays.stream(State.values())
                .forEach(state -> gauge.add(ofPool.getOrDefault(state, 0), pool, state.label())));
    return gauge.snapshot();
  }
}
