package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** Counts stuck requests and passes on what it is told of them. Thread-safe. */
public final class StuckRequestMetrics implements StuckRequestListener {

  /** Pools are few; this only bounds what a bug could do. */
  private static final int MAX_SERIES = 1_000;

  private final StuckRequestListener next;
  private final CounterFamily found = new CounterFamily(MetricCatalog.STUCK_REQUESTS, MAX_SERIES);
  private final CounterFamily interrupts =
      new CounterFamily(MetricCatalog.STUCK_INTERRUPTS, MAX_SERIES);

  /**
   * Creates counters.
   *
   * @param next told after each has been counted
   */
  public StuckRequestMetrics(StuckRequestListener next) {
    this.next = next;
  }

  @Override
  public void stuckFound(StuckRequest request) {
    found.increment(request.pool());
    next.stuckFound(request);
  }

  @Override
  public void interrupted(StuckRequest request) {
    interrupts.increment(request.pool());
    next.interrupted(request);
  }

  @Override
  public void replaced(StuckRequest request) {
    next.replaced(request);
  }

  @Override
  public void recovered(StuckRequest request, Duration total) {
    next.recovered(request, total);
  }

  /**
   * Returns what a scrape shows.
   *
   * @param watchdog says what is stuck now
   * @param pools the pools that are known, which show 0 when nothing is
   */
  public MetricSnapshots collect(StuckRequestWatchdog watchdog, Collection<String> pools) {
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
