package io.github.servletexporter.container.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RetirementSettings settings = new RetirementSettings(RetirementRule.NONE);
  private final AtomicInteger maximum = new AtomicInteger(1);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND); // about to overflow
  private volatile boolean exhausted;
  private final Workers workers =
      new Workers(settings, applying(), start -> startUnlessExhausted(start), nanos::get);

  @BeforeEach
  void open() {
    workers.open("test");
  }

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void isDueWhenTheBudgetIsUsedUp() throws Exception {
    settings.change(old -> old.withMaxRequests(2));

    onWorker(
        () -> {
          AtomicLong budget = workers.budget(Thread.currentThread());
          assertThat(budget).hasValue(2);
          budget.set(1);
          assertThat(workers.isDue()).isFalse();
          budget.set(0);
          assertThat(workers.isDue()).isTrue();
        });
  }

  @Test
  void isDueAtItsAgeAndMarksTheBudget() throws Exception {
    settings.change(old -> old.withMaxLifetimeSeconds(10));

    onWorker(
        () -> {
          nanos.addAndGet(10 * SECOND - 1);
          assertThat(workers.isDue()).isFalse();
          assertThat(workers.nanosLeft()).isEqualTo(1);
          nanos.addAndGet(1);
          assertThat(workers.isDue()).isTrue();
          assertThat(workers.budget(Thread.currentThread())).hasValue(Long.MIN_VALUE);
        });
  }

  @Test
  void appliesAChangedRuleToLaterWorkers() throws Exception {
    settings.change(old -> old.withMaxRequests(5));

    onWorker(
        () -> {
          settings.change(old -> old.withMaxRequests(7));
          assertThat(workers.budget(Thread.currentThread())).hasValue(5);
        });

    onWorker(() -> assertThat(workers.budget(Thread.currentThread())).hasValue(7));
  }

  @Test
  void isNeverDueWithoutALimit() throws Exception {
    onWorker(
        () -> {
          nanos.addAndGet(Long.MAX_VALUE);
          assertThat(workers.isDue()).isFalse();
          assertThat(workers.nanosLeft()).isEqualTo(Long.MAX_VALUE);
        });
  }

  @Test
  void knowsOnlyItsWorkers() throws Exception {
    Thread[] ended = new Thread[1];
    onWorker(() -> ended[0] = Thread.currentThread());

    assertThat(workers.budget(ended[0])).isNull();
    assertThat(workers.budget(Thread.currentThread())).isNull();
    assertThat(workers.isDue()).isFalse();
    assertThat(workers.replace(Thread.currentThread())).isFalse();
    workers.leave();
    assertThat(maximum).hasValue(1);
  }

  @Test
  void retiresNoWorkerAfterItIsClosed() throws Exception {
    onWorker(
        () -> {
          workers.budget(Thread.currentThread()).set(0);
          workers.close();
          assertThat(workers.isDue()).isFalse();
          assertThat(workers.replace(Thread.currentThread())).isFalse();
        });
  }

  @Test
  void returnsTheExtraThreadWhenAWorkerEnds() throws Exception {
    onWorker(
        () -> {
          assertThat(workers.replace(Thread.currentThread())).isTrue();
          assertThat(maximum).hasValue(2);
          assertThat(workers.isDue()).isTrue();
        });

    assertThat(maximum).hasValue(1);
  }

  @Test
  void countsWorkersThatLeftBecauseTheyWereDue() throws Exception {
    onWorker(
        () -> {
          workers.budget(Thread.currentThread()).set(0);
          workers.leave();
        });
    onWorker(workers::leave);
    onWorker(() -> {});

    assertThat(workers.recycled()).isEqualTo(1);
  }

  @Test
  void runsTheSuccessorsLoopOnTheLeavingWorkerWhenNoThreadStarts() throws Exception {
    CompletableFuture<Thread> successorRanOn = new CompletableFuture<>();
    WorkerRun successor = workers.run(() -> successorRanOn.complete(Thread.currentThread()));
    CompletableFuture<Thread> first = new CompletableFuture<>();

    onWorker(
        () -> {
          first.complete(Thread.currentThread());
          workers.budget(Thread.currentThread()).set(0);
          workers.leave();
          exhausted = true;
          assertThat(successor.start(() -> {})).isFalse();
          assertThatExceptionOfType(ThreadShortageError.class)
              .isThrownBy(() -> workers.run(() -> {}).start(() -> {}));
        });

    assertThat(successorRanOn.join()).isSameAs(first.join());
    assertThat(workers.recycled()).isZero();
  }

  @Test
  void probesOnceASecondDuringAShortage() throws Exception {
    onWorker(
        () -> {
          workers.budget(Thread.currentThread()).set(0);
          exhausted = true;
          assertThatExceptionOfType(ThreadShortageError.class)
              .isThrownBy(() -> workers.run(() -> {}).start(() -> {}));
          assertThat(workers.isDue()).isFalse();
          exhausted = false;
          assertThat(workers.isDue()).isFalse();
          nanos.addAndGet(SECOND);
          assertThat(workers.isDue()).isTrue();
        });
  }

  private MaximumThreads applying() {
    MaximumThreads threads = new MaximumThreads(1);
    threads.applyWith(maximum::set);
    return threads;
  }

  private void startUnlessExhausted(Runnable start) {
    if (exhausted) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    start.run();
  }

  /** Runs an assertion as a worker, on a new thread. */
  private void onWorker(Runnable assertion) throws Exception {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    Runnable loop =
        () -> {
          try {
            assertion.run();
            outcome.complete(null);
          } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
          }
        };
    Thread thread = new Thread(workers.run(loop));
    thread.start();
    thread.join();
    outcome.get();
  }
}
