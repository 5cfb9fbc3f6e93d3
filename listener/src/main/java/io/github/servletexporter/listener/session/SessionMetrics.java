package io.github.servletexporter.listener.session;

import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.http.HttpSession;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Numbers of the sessions of a web application. Thread-safe.
 *
 * <p>A container may restore sessions that are older than this object, for instance from a file,
 * without reporting their creation. They are not active here, but their expiry is counted.
 */
public final class SessionMetrics {

  private final InstantSource clock;
  private final long startMillis;
  private final LongAdder created = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder expired = new LongAdder();

  /**
   * Creates the numbers, all of which are 0.
   *
   * @param clock clock of the container
   */
  public SessionMetrics(InstantSource clock) {
    this.clock = clock;
    this.startMillis = clock.millis();
  }

  /** Counts a new session. */
  public void created() {
    created.increment();
  }

  /** Counts the end of a session, which is about to become invalid. */
  public void ended(HttpSession session) {
    if (session.getCreationTime() >= startMillis) {
      ended.increment();
    }
    long idleMillis = clock.millis() - session.getLastAccessedTime();
    int limitSeconds = session.getMaxInactiveInterval();
    if (limitSeconds > 0 && idleMillis >= TimeUnit.SECONDS.toMillis(limitSeconds)) {
      expired.increment();
    }
  }

  /** Returns the metrics. */
  public MetricSnapshots collect() {
    // The ends first: a session between the two readings must not make the difference negative.
    long ends = ended.sum();
    DataPoints active = new DataPoints(MetricCatalog.SESSIONS);
    active.add((double) Math.max(0, created.sum() - ends));
    return MetricSnapshots.of(
        active.gauge(),
        new CounterSnapshot(MetricCatalog.SESSIONS_CREATED.metadata(), point(created)),
        new CounterSnapshot(MetricCatalog.SESSIONS_EXPIRED.metadata(), point(expired)));
  }

  private static List<CounterDataPointSnapshot> point(LongAdder count) {
    return List.of(new CounterDataPointSnapshot(count.sum(), Labels.EMPTY, null, 0));
  }
}
