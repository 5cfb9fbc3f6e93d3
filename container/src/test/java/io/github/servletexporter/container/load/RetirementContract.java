package io.github.servletexporter.container.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Retirement: workers end between two requests when they are due, and others take their place. */
public abstract class RetirementContract extends ContainerTest {

  private static final int MAX_REQUESTS = Integer.getInteger("recycling.limit", 200);
  private static final int JITTER = MAX_REQUESTS / 10;

  /** Number of requests of the long runs. */
  private static final int MANY = 100 * MAX_REQUESTS;

  protected RetirementContract(Container container) {
    super(container);
  }

  @Test
  void retiresEachWorkerAtItsLimitAndInterruptsNoRequest() throws Exception {
    start(PoolSettings.of(WORKERS).retiringAfter(MAX_REQUESTS, JITTER));

    IntSummaryStatistics sizes = new IntSummaryStatistics();
    LoadClient.Report report = watchingSize(sizes, new LoadClient(server().port(), 24, 1));

    assertThat(report).isEqualTo(new LoadClient.Report(MANY, 0, report.connectionsClosed()));
    assertEachRetiredAtItsLimit();
    // Tomcat counts a worker that ends until it has removed it; its successor may have started by
    // then, and two may end at once.
    assertThat(sizes.getMax()).isBetween(WORKERS, WORKERS + 2);
    assertThat(sizes.getAverage()).isBetween(WORKERS - 1.0, WORKERS + 0.5);
  }

  @Test
  void overshootsByOneRequestAtMostWhenRequestsArePipelined() throws Exception {
    start(PoolSettings.of(WORKERS).retiringAfter(MAX_REQUESTS, JITTER));

    LoadClient.Report report = new LoadClient(server().port(), 24, 16).send(MANY);

    assertThat(report).isEqualTo(new LoadClient.Report(MANY, 0, report.connectionsClosed()));
    assertThat(report.connectionsClosed()).isPositive();
    assertEachRetiredAtItsLimit();
  }

  private LoadClient.Report watchingSize(IntSummaryStatistics sizes, LoadClient client)
      throws Exception {
    ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
    try {
      ScheduledFuture<?> watch =
          watcher.scheduleAtFixedRate(
              () -> sizes.accept(server().workers()), 0, 1, TimeUnit.MILLISECONDS);
      LoadClient.Report report = client.send(MANY);
      watch.cancel(false);
      return report;
    } finally {
      watcher.shutdown();
      assertThat(watcher.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void assertEachRetiredAtItsLimit() {
    awaitRequests(MANY);
    awaitWorkers(WORKERS);
    Map<Thread, Long> requests = requestsByWorker();
    Set<Thread> ended =
        requests.entrySet().stream()
            .filter(entry -> entry.getValue() >= MAX_REQUESTS && !entry.getKey().isAlive())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    await().untilAsserted(() -> assertThat(recycledWorkers()).isEqualTo(ended.size()));
    assertThat(ended).hasSizeGreaterThan(MANY / (MAX_REQUESTS + JITTER) - WORKERS);
    assertThat(requests.values()).allMatch(count -> count <= MAX_REQUESTS + JITTER + 1);
    requests.keySet().removeAll(ended);
    assertThat(requests.keySet()).allMatch(Thread::isAlive);
  }

  @Test
  void retiresNoWorkerWithoutALimit() throws Exception {
    start(PoolSettings.of(2));

    load(4, 1_000);

    awaitRequests(1_000);
    assertThat(requestsByWorker().keySet()).hasSizeLessThanOrEqualTo(2).allMatch(Thread::isAlive);
    assertThat(recycledWorkers()).isZero();
    long left = requestsByWorker().keySet().stream().mapToLong(t -> Pools.budget(t).get()).sum();
    assertThat(left).isEqualTo(requestsByWorker().size() * Long.MAX_VALUE - 1_000);
  }

  @Test
  void endsAWorkerWhoseBudgetAnApplicationHasLowered() throws Exception {
    start(PoolSettings.of(1), path -> Pools.budget(Thread.currentThread()).set(1));

    LoadClient.Report report = load(2, 20);

    assertThat(report.failed()).isZero();
    // the next request of a connection may arrive before the job is over
    assertThat(requestsByWorker().values()).allMatch(requests -> requests <= 2);
    await().untilAsserted(() -> assertThat(recycledWorkers()).isBetween(10L, 20L));
  }

  @Test
  void endsAWorkerThatAnApplicationFoundTooOld() throws Exception {
    start(PoolSettings.of(1), path -> Pools.budget(Thread.currentThread()).set(Long.MIN_VALUE));

    LoadClient.Report report = load(1, 3);

    assertThat(report.failed()).isZero();
    await().untilAsserted(() -> assertThat(recycledWorkers()).isBetween(2L, 3L));
  }

  @Test
  void endsIdleWorkersAtTheirAge() throws Exception {
    start(PoolSettings.of(4).retiringAtSeconds(1));
    CompletableWorker first = worker();

    await().untilAsserted(() -> assertThat(recycledWorkers()).isGreaterThanOrEqualTo(4));

    await().until(() -> !first.thread().isAlive());
    assertThat(first.budget()).hasValue(Long.MIN_VALUE);
    awaitWorkers(4);
    assertThat(request("/").join()).isTrue();
  }

  private record CompletableWorker(Thread thread, AtomicLong budget) {}

  private CompletableWorker worker() {
    assertThat(request("/").join()).isTrue();
    Thread thread = requestsByWorker().keySet().iterator().next();
    return new CompletableWorker(thread, Pools.budget(thread));
  }

  @Test
  void endsBusyWorkersAtTheirAge() throws Exception {
    start(PoolSettings.of(4).retiringAtSeconds(1));

    long failed = 0;
    while (recycledWorkers() < 8) {
      failed += load(8, 500).failed();
    }

    assertThat(failed).isZero();
    awaitWorkers(4);
  }
}
