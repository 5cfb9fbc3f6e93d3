package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.filter.worker.VirtualWorkers;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Collects what is shown of each worker during a scrape. */
final class WorkerFamilies {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Family requests = new Family(MetricCatalog.WORKER_REQUESTS);
  private final Family failedRequests = new Family(MetricCatalog.WORKER_FAILED_REQUESTS);
  private final Family busy = new Family(MetricCatalog.WORKER_BUSY);
  private final Family cpu = new Family(MetricCatalog.WORKER_CPU);
  private final Family allocated = new Family(MetricCatalog.WORKER_ALLOCATED);
  private final Gauge starts = new Gauge(MetricCatalog.WORKER_START_TIME);

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

  /** A slot whose thread has ended has no start. */
  void addStart(String pool, WorkerSlot slot) {
    if (slot.thread().isAlive()) {
      starts.add(slot.startMillis() / MILLIS_PER_SECOND, pool, Integer.toString(slot.number()));
    }
  }

  List<MetricSnapshot> snapshots() {
    return List.of(
        requests.snapshot(),
        failedRequests.snapshot(),
        busy.snapshot(),
        cpu.snapshot(),
        allocated.snapshot(),
        starts.snapshot());
  }

  /** What one or several slots have served and used. */
  static final class Sum {

    private long requests;
    private long failedRequests;
    private long busyNanos;
    private long cpuNanos = ThreadUsage.UNKNOWN;
    private long allocatedBytes = ThreadUsage.UNKNOWN;

    void add(WorkerSlot slot, WorkerUsage.SlotUsage usage) {
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

  private static final class Family {

    private final MetricDefinition definition;
    private final List<CounterDataPointSnapshot> dataPoints = new ArrayList<>();

    Family(MetricDefinition definition) {
      this.definition = definition;
    }

    void add(double value, String... labelValues) {
      Labels labels = Labels.of(definition.labels(), List.of(labelValues));
      dataPoints.add(new CounterDataPointSnapshot(value, labels, null, 0));
    }

    CounterSnapshot snapshot() {
      return new CounterSnapshot(definition.metadata(), dataPoints);
    }
  }
}
