package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.VirtualWorkers;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Builder of the metrics with a data point for each worker, for one scrape. */
final class SlotFamilies {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final DataPoints requests = new DataPoints(MetricCatalog.WORKER_REQUESTS);
  private final DataPoints failedRequests = new DataPoints(MetricCatalog.WORKER_FAILED_REQUESTS);
  private final DataPoints busy = new DataPoints(MetricCatalog.WORKER_BUSY);
  private final DataPoints cpu = new DataPoints(MetricCatalog.WORKER_CPU);
  private final DataPoints allocated = new DataPoints(MetricCatalog.WORKER_ALLOCATED);
  private final DataPoints starts = new DataPoints(MetricCatalog.WORKER_START_TIME);

  void add(String pool, String worker, Sum sum) {
    requests.add((double) sum.requests, pool, worker);
    failedRequests.add((double) sum.failedRequests, pool, worker);
    busy.add(sum.busyNanos / NANOS_PER_SECOND, pool, worker);
    if (sum.cpuNanos != ThreadUsage.UNKNOWN) {
      cpu.add(sum.cpuNanos / NANOS_PER_SECOND, pool, worker);
    }
    if (sum.allocatedBytes != ThreadUsage.UNKNOWN) {
      allocated.add((double) sum.allocatedBytes, pool, worker);
    }
  }

  /** Adds the start time of a slot, unless its thread has ended. */
  void addStart(String pool, WorkerSlot slot) {
    if (slot.thread().isAlive()) {
      starts.add(slot.startMillis() / MILLIS_PER_SECOND, pool, Integer.toString(slot.number()));
    }
  }

  List<MetricSnapshot> snapshots() {
    return List.of(
        requests.counter(),
        failedRequests.counter(),
        busy.counter(),
        cpu.counter(),
        allocated.counter(),
        starts.gauge());
  }

  /** Sum of the counters of one or several slots. */
  static final class Sum {

    private long requests;
    private long failedRequests;
    private long busyNanos;
    private long cpuNanos = ThreadUsage.UNKNOWN;
    private long allocatedBytes = ThreadUsage.UNKNOWN;

    void add(WorkerSlot slot, ResourceUsage.SlotUsage usage) {
      requests += slot.requests();
      failedRequests += slot.failedRequests();
      busyNanos += slot.busyNanos();
      cpuNanos = sum(cpuNanos, usage.cpuNanos());
      allocatedBytes = sum(allocatedBytes, usage.allocatedBytes());
    }

    void add(VirtualWorkers workers) {
      requests += workers.requests();
      failedRequests += workers.failedRequests();
      busyNanos += workers.busyNanos();
    }

    private static long sum(long a, long b) {
      if (b == ThreadUsage.UNKNOWN) {
        return a;
      }
      return a == ThreadUsage.UNKNOWN ? b : a + b;
    }
  }
}
