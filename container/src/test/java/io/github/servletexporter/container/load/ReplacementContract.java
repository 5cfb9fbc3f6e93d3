package io.github.servletexporter.container.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replacement: the pool has one more thread for exactly as long as a stuck worker is replaced. */
public abstract class ReplacementContract extends ContainerTest {

  private final Gate gate = new Gate();

  protected ReplacementContract(Container container) {
    super(container);
  }

  @AfterEach
  void open() {
    gate.open();
  }

  @Test
  void servesInPlaceOfAStuckWorkerAndLetsItFinish() throws Exception {
    start(PoolSettings.of(1), gate);
    CompletableFuture<Boolean> stuck = request("/stuck");
    Thread worker = stuckWorker();
    CompletableFuture<Boolean> waiting = request("/");

    boolean replaced = Pools.replace(worker);

    assertThat(replaced).isTrue();
    assertThat(server().maxWorkers()).isEqualTo(2);
    assertThat(request("/").join()).isTrue();
    assertThat(waiting.join()).isTrue();
    assertThat(server().workers()).isEqualTo(2);
    gate.open();
    assertThat(stuck.join()).isTrue();
    await().until(() -> !worker.isAlive());
    assertThat(server().maxWorkers()).isEqualTo(1);
    awaitWorkers(1);
    assertThat(request("/").join()).isTrue();
    assertThat(recycledWorkers()).isEqualTo(1);
  }

  @Test
  void replacesAWorkerOnce() throws Exception {
    start(PoolSettings.of(2), gate);
    request("/stuck");
    Thread worker = stuckWorker();

    assertThat(Pools.replace(worker)).isTrue();

    assertThat(Pools.replace(worker)).isFalse();
    assertThat(server().maxWorkers()).isEqualTo(3);
  }

  @Test
  void replacesOnlyWorkersOfThePool() throws Exception {
    start(PoolSettings.of(1), path -> Pools.budget(Thread.currentThread()).set(0));
    assertThat(request("/").join()).isTrue();
    Thread ended = requestsByWorker().keySet().iterator().next();
    await().until(() -> !ended.isAlive());

    assertThat(Pools.replace(Thread.currentThread())).isFalse();
    assertThat(Pools.replace(ended)).isFalse();
    assertThat(server().maxWorkers()).isEqualTo(1);
  }

  @Test
  void keepsAMaximumThatIsConfiguredMeanwhile() throws Exception {
    start(PoolSettings.of(1), gate);
    CompletableFuture<Boolean> stuck = request("/stuck");
    Thread worker = stuckWorker();
    Pools.replace(worker);

    server().setMaxWorkers(5);

    assertThat(server().maxWorkers()).isEqualTo(6);
    gate.open();
    assertThat(stuck.join()).isTrue();
    await().until(() -> !worker.isAlive());
    assertThat(server().maxWorkers()).isEqualTo(5);
  }

  @Test
  void keepsTheMaximumExactWhenReplacementsRaceWithRetirements() throws Exception {
    start(PoolSettings.of(WORKERS).retiringAfter(5, 5));
    CompletableFuture<Boolean> loading = new CompletableFuture<>();
    List<CompletableFuture<Long>> racers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      racers.add(Threads.supply(() -> replaceUntil(loading)));
    }

    LoadClient.Report report = load(24, 5_000);
    loading.complete(true);

    assertThat(report.failed()).isZero();
    assertThat(racers.stream().mapToLong(CompletableFuture::join).sum()).isPositive();
    replacedWorkersServeOnceMore();
    assertThat(server().maxWorkers()).isEqualTo(WORKERS);
  }

  private long replaceUntil(CompletableFuture<Boolean> end) {
    long replaced = 0;
    while (!end.isDone()) {
      for (Thread worker : requestsByWorker().keySet()) {
        replaced += Pools.replace(worker) ? 1 : 0;
      }
    }
    return replaced;
  }

  /** A replaced worker that is idle ends after its next job. */
  private void replacedWorkersServeOnceMore() {
    await()
        .untilAsserted(
            () -> {
              load(24, 200);
              assertThat(server().workers()).isEqualTo(WORKERS);
            });
  }

  private Thread stuckWorker() {
    await().until(() -> !gate.stuck().isEmpty());
    return gate.stuck().element();
  }
}
