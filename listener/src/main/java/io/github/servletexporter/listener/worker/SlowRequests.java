package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.request.SlowRequestListener;
import io.github.servletexporter.listener.exposition.TraceParent;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Counter of slow requests by route, and table of the slowest ones. Thread-safe. */
public final class SlowRequests implements SlowRequestListener {

  /** Duration from which on a request may be in the table; no request below it is slow. */
  static final Duration LEAST = Duration.ofSeconds(1);

  private final long thresholdNanos;
  private final InstantSource clock;
  private final CounterFamily counter;
  private final SlowestRequests slowest;

  /**
   * Creates the counter and an empty table.
   *
   * @param threshold the duration from which on a request is counted; zero for none
   * @param maxSeries the limit on the number of routes of the counter
   * @param ticker source of time for the age of the table's entries
   * @param clock wall clock
   */
  public SlowRequests(Duration threshold, int maxSeries, Ticker ticker, InstantSource clock) {
    this.thresholdNanos = threshold.isZero() ? Long.MAX_VALUE : nanos(threshold);
    this.clock = clock;
    this.counter = new CounterFamily(MetricCatalog.SLOW_REQUESTS, maxSeries);
    this.slowest = new SlowestRequests(ticker);
  }

  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException centuries) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public long leastNanos() {
    return Math.min(thresholdNanos, LEAST.toNanos());
  }

  @Override
  public void ended(SlowRequestListener.EndedRequest request) {
    if (request.nanos() >= thresholdNanos) {
      counter.increment(request.route());
    }
    if (request.nanos() >= LEAST.toNanos()) {
      TraceParent trace = TraceParent.parse(request.traceParent());
      slowest.add(
          new SlowRequest(
              request.method(),
              request.route(),
              request.status(),
              clock.instant(),
              Duration.ofNanos(request.nanos()),
              trace == null ? null : trace.traceId()));
    }
  }

  /** Returns the slowest requests of the last hour, slowest first. */
  public List<SlowRequest> slowest() {
    return slowest.snapshot();
  }

  /** Returns the counter for a scrape. */
  MetricSnapshots collect() {
    return MetricSnapshots.of(counter.collect());
  }
}
