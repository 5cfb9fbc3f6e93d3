package io.github.servletexporter.sharing.store;

import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.sharing.codec.Damage;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** Metrics of this instance's operations on the store. Thread-safe. */
public final class StoreMetrics {

  static final String PUBLISH = "publish";
  static final String FOLD = "fold";
  static final String READ = "read";

  static final String OK = "ok";
  static final String FAILED = "failed";
  static final String CONFLICT = "conflict";
  static final String SKIPPED = "skipped";

  private static final int MAX_SERIES = 100;
  private static final double MILLIS_PER_SECOND = 1000;

  private final String store;
  private final CounterFamily operations =
      new CounterFamily(MetricCatalog.STORE_OPERATIONS, MAX_SERIES);
  private volatile long lastSuccessMillis;

  public StoreMetrics(String store) {
    this.store = store;
    for (String operation : List.of(PUBLISH, FOLD, READ)) {
      operations.initialize(store, operation, OK);
      operations.initialize(store, operation, FAILED);
    }
  }

  void count(String operation, String outcome) {
    operations.increment(store, operation, outcome);
  }

  /** Counts an entry that was read and cannot be used. */
  public void damaged(Damage damage) {
    count(READ, damage.label());
  }

  void published(long nowMillis) {
    count(PUBLISH, OK);
    lastSuccessMillis = nowMillis;
  }

  /** Returns the Unix time of the last successful publication, or zero. */
  public long lastSuccessMillis() {
    return lastSuccessMillis;
  }

  public MetricSnapshots collect() {
    long last = lastSuccessMillis;
    if (last == 0) {
      return MetricSnapshots.of(operations.collect());
    }
    GaugeDataPointSnapshot point =
        new GaugeDataPointSnapshot(
            last / MILLIS_PER_SECOND,
            Labels.of(MetricCatalog.STORE_LAST_SUCCESS.labels(), List.of(store)),
            null);
    return MetricSnapshots.of(
        operations.collect(),
        new GaugeSnapshot(MetricCatalog.STORE_LAST_SUCCESS.metadata(), List.of(point)));
  }
}
