package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.worker.RecycleReason;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerCollectorTest {

  private final TestPools pools = new TestPools();
  private final Recycler recycler =
      new Recycler(
          new WebApp("/app", getClass().getClassLoader()),
          new RetirementSchedule(10, 0, Duration.ZERO, Duration.ZERO, new Random(1)),
          pools,
          new ToldEvents());
  private final WorkerTable table =
      new WorkerTable(
          recycler,
          failure -> {
            throw new AssertionError(failure);
          });
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final List<RunningRequest> running = new ArrayList<>();
  private volatile Thread stuck;

  @AfterEach
  void endThreads() throws InterruptedException {
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void givesEachSlotItsSeries() throws Exception {
    worker(2, false);
    worker(3, false);

    assertThat(values("servlet_worker_requests", "worker")).isEqualTo(Map.of("0", 2.0, "1", 3.0));
    assertThat(values("servlet_worker_busy_seconds", "worker"))
        .isEqualTo(Map.of("0", 2.0, "1", 3.0));
    assertThat(values("servlet_worker_start_time_seconds", "worker")).containsOnlyKeys("0", "1");
    assertThat(values("servlet_worker_cpu_seconds", "worker")).containsOnlyKeys("0", "1");
    assertThat(values("servlet_worker_allocated_bytes", "worker")).containsOnlyKeys("0", "1");
  }

  @Test
  void sumsUpTheSlotsBeyondTheLabels() throws Exception {
    worker(2, false);
    worker(3, false);
    worker(4, false);

    assertThat(values("servlet_worker_requests", "worker", 1))
        .isEqualTo(Map.of("0", 2.0, "_other", 7.0));
  }

  @Test
  void continuesTheCountersOfAnEndedThread() throws Exception {
    Thread first = worker(2, false);
    double allocated = values("servlet_worker_allocated_bytes", "worker").get("0");
    end.countDown();
    first.join();

    assertThat(values("servlet_worker_requests", "worker")).isEqualTo(Map.of("0", 2.0));
    assertThat(values("servlet_worker_allocated_bytes", "worker").get("0"))
        .isGreaterThanOrEqualTo(allocated);
    assertThat(values("servlet_worker_start_time_seconds", "worker")).isEmpty();
    assertThat(values("servlet_worker_recycles", "reason")).containsEntry("pool_shrink", 1.0);
  }

  @Test
  void countsWorkersByState() throws Exception {
    worker(1, false);
    worker(1, true);
    stuck = worker(1, true);
    Thread due = worker(1, false);
    table.of(due).retire(due, RecycleReason.STUCK);

    assertThat(values("servlet_workers", "state"))
        .isEqualTo(Map.of("idle", 1.0, "busy", 1.0, "stuck", 1.0, "retiring", 1.0));
  }

  @Test
  void reportsForEachPoolWhetherItCanRecycle() throws Exception {
    worker(1, false);

    assertThat(values("servlet_recycling_supported", "pool")).isEqualTo(Map.of("pool", 1.0));
    assertThat(values("servlet_worker_request_limit", "pool")).isEqualTo(Map.of("pool", 10.0));
  }

  @Test
  void reportsTheStartOfTheOldestRequest() {
    assertThat(values("servlet_oldest_active_request_start_time_seconds", "pool")).isEmpty();

    nanos.set(Duration.ofHours(1).toNanos());
    running.add(new RunningRequest("a", "pool", null, "GET", "/", nanos.get() - 1));
    running.add(new RunningRequest("b", "pool", null, "GET", "/", 0));

    double start =
        values("servlet_oldest_active_request_start_time_seconds", "none")
            .values()
            .iterator()
            .next();
    assertThat(System.currentTimeMillis() / 1e3 - start).isBetween(3600.0, 3700.0);
  }

  /** Starts a worker that serves requests of one second each and then stays busy or idle. */
  private Thread worker(int requests, boolean staysBusy) throws InterruptedException {
    CountDownLatch served = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              WorkerSlot slot = table.current(0);
              for (int i = 0; i < requests; i++) {
                slot.begin(0, 0);
                table.end(slot, 1_000_000_000, false);
              }
              if (staysBusy) {
                slot.begin(0, 0);
              }
              served.countDown();
              awaitEnd();
            },
            "pool-" + threads.size());
    threads.add(thread);
    thread.start();
    served.await();
    return thread;
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Double> values(String metric, String label) {
    return values(metric, label, 256);
  }

  private Map<String, Double> values(String metric, String label, int labels) {
    WorkerCollector collector =
        new WorkerCollector(
            new WorkerCollector.Sources(
                table, thread -> thread == stuck, () -> running, nanos::get),
            recycler,
            labels);
    Map<String, Double> values = new TreeMap<>();
    collector.collect().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(metric))
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .forEach(point -> values.put(label(point, label), value(point)));
    return values;
  }

  private static String label(DataPointSnapshot point, String label) {
    String value = point.getLabels().get(label);
    return value == null ? "" : value;
  }

  private static double value(DataPointSnapshot point) {
    return point instanceof GaugeDataPointSnapshot gauge
        ? gauge.getValue()
        : ((CounterDataPointSnapshot) point).getValue();
  }
}
