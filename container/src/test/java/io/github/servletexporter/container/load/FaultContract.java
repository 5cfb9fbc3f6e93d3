package io.github.servletexporter.container.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Faults: after exceptions, interrupts and a shortage of threads the pool serves requests and keeps
 * its size.
 */
public abstract class FaultContract extends ContainerTest {

  private final Starter starter = new Starter();

  protected FaultContract(Container container) {
    super(container);
  }

  @Test
  void keepsItsSizeWhenTasksThrow() throws Exception {
    start(PoolSettings.of(4).retiringAfter(100, 0));
    CountDownLatch thrown = new CountDownLatch(20);

    for (int i = 0; i < 20; i++) {
      server()
          .execute(
              () -> {
                thrown.countDown();
                throw new ExpectedError();
              });
    }

    thrown.await();
    assertThat(load(8, 2_000).failed()).isZero();
    awaitWorkers(4);
    assertThat(server().maxWorkers()).isEqualTo(4);
  }

  @Test
  void keepsServingWhenWorkersReturnInterrupted() throws Exception {
    start(PoolSettings.of(4).retiringAfter(10, 0), path -> Thread.currentThread().interrupt());

    for (int i = 0; i < 200; i++) {
      request("/").join(); // an interrupted thread may fail to write its response
    }

    await().untilAsserted(() -> assertThat(recycledWorkers()).isGreaterThan(10));
    awaitWorkers(4);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    server().execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
    assertThat(interrupted.join()).isFalse();
  }

  @Test
  void losesNoWorkerWhenNoSuccessorCanBeStarted() throws Exception {
    start(PoolSettings.of(4).retiringAfter(50, 10).startedBy(starter));
    starter.exhausted(true);

    LoadClient.Report during = load(8, 4_000);

    assertThat(during.failed()).isZero();
    assertThat(starter.refused()).isPositive();
    // a worker is lost if the pool tries to grow while another worker tries to leave
    assertThat(recycledWorkers()).isLessThanOrEqualTo(1);
    assertThat(server().workers()).isGreaterThanOrEqualTo(3);
    Set<Thread> old = requestsByWorker().keySet();

    starter.exhausted(false);

    awaitRecycling(old);
    awaitWorkers(4);
  }

  @Test
  void keepsServingWithItsOnlyWorkerWhenNoSuccessorCanBeStarted() throws Exception {
    start(PoolSettings.of(1).retiringAfter(1, 0).startedBy(starter));
    starter.exhausted(true);

    assertThat(load(2, 100).failed()).isZero();
    assertThat(requestsByWorker()).hasSize(1);
    starter.exhausted(false);
    awaitRecycling(requestsByWorker().keySet());
    awaitWorkers(1);
  }

  @Test
  void letsRequestsWaitWhenItCannotGrow() throws Exception {
    Gate gate = new Gate();
    start(PoolSettings.of(8).growingFrom(1).startedBy(starter), gate);
    starter.exhausted(true);
    CompletableFuture<Boolean> stuck = request("/stuck");
    await().until(() -> !gate.stuck().isEmpty());

    CompletableFuture<Boolean> waiting = request("/");
    await().until(() -> starter.refused() > 0);
    starter.exhausted(false);
    CompletableFuture<Boolean> next = request("/");

    assertThat(next.join()).isTrue();
    assertThat(waiting.join()).isTrue();
    gate.open();
    assertThat(stuck.join()).isTrue();
    assertThat(load(8, 500).failed()).isZero();
  }

  @Test
  void endsAWorkerThatStandsInForItsSuccessorWhenItStops() throws Exception {
    start(PoolSettings.of(2).retiringAfter(10, 0).startedBy(starter));
    starter.exhausted(true);
    load(2, 200);

    server().stop();

    assertThat(requestsByWorker().keySet()).hasSize(2);
    await().until(() -> requestsByWorker().keySet().stream().noneMatch(Thread::isAlive));
  }

  /** Waits until the old workers have ended; during a shortage they probe once a second. */
  private void awaitRecycling(Set<Thread> old) {
    await()
        .untilAsserted(
            () -> {
              assertThat(load(8, 100).failed()).isZero();
              assertThat(old).noneMatch(Thread::isAlive);
            });
  }

  private static final class ExpectedError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpectedError() {
      super("thrown by the test", null, false, false);
    }
  }
}
