package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import io.github.servletexporter.listener.hook.dispatch.WorkerEvents;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** Counters of stuck requests, which also reports them to the hooks. Thread-safe. */
final class StuckRequestMetrics implements StuckRequestListener {

  /** There are few pools; the limit only bounds the effect of a bug. */
  private static final int MAX_SERIES = 1_000;

  private final WorkerEvents hooks;
  private final CounterFamily found = new CounterFamily(MetricCatalog.STUCK_REQUESTS, MAX_SERIES);
  private final CounterFamily interrupts =
      new CounterFamily(MetricCatalog.STUCK_INTERRUPTS, MAX_SERIES);

  StuckRequestMetrics(WorkerEvents hooks) {
    this.hooks = hooks;
  }

  @Override
  public void stuckFound(TimedOutRequest request) {
    found.increment(request.pool());
    hooks.workerTimeout(request);
  }

  @Override
  public void interrupted(TimedOutRequest request) {
    interrupts.increment(request.pool());
  }

  /**
   * Returns the metrics for a scrape.
   *
   * @param watchdog source of the requests that are stuck at present
   * @param pools the known pools, which have the value 0 if nothing is stuck
   */
  MetricSnapshots collect(StuckRequestWatchdog watchdog, Collection<String> pools) {
    Map<String, Integer> stuck = watchdog.stuckByPool();
    DataPoints now = new DataPoints(MetricCatalog.STUCK_WORKERS);
    TreeSet<String> all = new TreeSet<>(pools);
    all.addAll(stuck.keySet());
    for (String pool : all) {
      found.initialize(pool);
      interrupts.initialize(pool);
      now.add(stuck.getOrDefault(pool, 0), pool);
    }
    found.initialize(RunningRequest.ASYNC);
    now.add(watchdog.stuckWithoutThread(), RunningRequest.ASYNC);
    return MetricSnapshots.of(now.gauge(), found.collect(), interrupts.collect());
  }
}
