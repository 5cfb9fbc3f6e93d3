package io.github.servletexporter.filter;

import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The requests in flight: those on a worker, counted at scrape time, and those that have left
 * theirs and go on asynchronously.
 *
 * <p>Thread-safe.
 */
final class ActiveRequests implements Collector {

  private final WorkerTable workers;
  private final AtomicLongArray asynchronous = new AtomicLongArray(HttpMethods.COUNT);

  ActiveRequests(WorkerTable workers) {
    this.workers = workers;
  }

  /** A request of a method goes on without its worker. */
  void asyncStarted(int method) {
    asynchronous.incrementAndGet(method);
  }

  /** An asynchronous request of a method has ended. */
  void asyncEnded(int method) {
    asynchronous.decrementAndGet(method);
  }

  @Override
  public MetricSnapshot collect() {
    long[] counts = new long[HttpMethods.COUNT];
    workers.addBusy(counts);
    List<GaugeDataPointSnapshot> dataPoints = new ArrayList<>(counts.length);
    for (int method = 0; method < counts.length; method++) {
      Labels labels =
          Labels.of(MetricCatalog.ACTIVE_REQUESTS.labels(), List.of(HttpMethods.label(method)));
      dataPoints.add(
          new GaugeDataPointSnapshot(
              counts[method] + (double) asynchronous.get(method), labels, null));
    }
    return new GaugeSnapshot(MetricCatalog.ACTIVE_REQUESTS.metadata(), dataPoints);
  }
}
