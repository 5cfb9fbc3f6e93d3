package io.github.servletexporter.filter.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerTableTest {

  private final Observer observer = new Observer();
  private final List<Throwable> failures = new ArrayList<>();
  private final WorkerTable workers = new WorkerTable(observer, failures::add);

  @Test
  void keepsAThreadsSlot() {
    assertThat(workers.current(0)).isSameAs(workers.current(1));
    assertThat(workers.live()).hasSize(1);
  }

  @Test
  void givesLiveThreadsDifferentNumbers() throws Exception {
    CountDownLatch bothThere = new CountDownLatch(2);
    FutureTask<Integer> first = numberAfter(bothThere);
    FutureTask<Integer> second = numberAfter(bothThere);

    assertThat(new int[] {first.get(), second.get()}).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void continuesCountingInTheSlotOfAnEndedThread() throws Exception {
    for (int i = 0; i < 100; i++) {
      onThread(() -> serve(workers.current(0), 10));
    }

    WorkerSlot slot = workers.current(0);

    assertThat(slot.number()).isZero();
    assertThat(workers.live()).hasSize(1);
    assertThat(workers.all().get("pool")).hasSize(1);
    assertThat(slot.requests()).isEqualTo(100);
    assertThat(slot.busyNanos()).isEqualTo(1_000);
    assertThat(observer.ended).hasSize(100).allMatch(worker -> worker.requests() == 1);
  }

  @Test
  void numbersThePoolsSeparately() throws Exception {
    WorkerSlot first = workers.current(0);
    observer.pool = "other";
    WorkerSlot[] second = new WorkerSlot[1];

    onThread(() -> second[0] = workers.current(0));

    assertThat(first.number()).isZero();
    assertThat(second[0].number()).isZero();
    assertThat(workers.all()).containsOnlyKeys("pool", "other");
  }

  @Test
  void reportsWhyAWorkerHasEnded() throws Exception {
    onThread(() -> serve(workers.current(0), 1));
    observer.budget = 1;
    onThread(() -> serve(workers.current(0), 1));
    observer.lifetimeNanos = 1;
    onThread(() -> serve(workers.current(0), 1));
    onThread(() -> workers.current(0).retire(Thread.currentThread(), RecycleReason.STUCK));
    observer.budget = Long.MAX_VALUE;
    workers.current(0);

    workers.close(0);

    assertThat(observer.ended.stream().map(WorkerObserver.EndedWorker::reason))
        .containsExactly(
            RecycleReason.POOL_SHRINK,
            RecycleReason.MAX_REQUESTS,
            RecycleReason.MAX_LIFETIME,
            RecycleReason.STUCK,
            RecycleReason.STOPPED);
  }

  @Test
  void reportsALiveThreadAsStoppedOnClose() {
    workers.current(0).retire(Thread.currentThread(), RecycleReason.STUCK);

    workers.close(0);

    assertThat(observer.ended)
        .singleElement()
        .matches(worker -> worker.reason() == RecycleReason.STOPPED);
  }

  @Test
  void reportsNothingAfterClose() throws Exception {
    workers.current(0);
    workers.close(0);

    onThread(() -> serve(workers.current(0), 1));
    workers.purge(0);
    workers.close(0);

    assertThat(observer.started).isOne();
    assertThat(observer.ended).hasSize(1);
    assertThat(all("pool")).as("requests that came all the same").isOne();
  }

  @Test
  void keepsTheSlotOfARequestThatOutlivesTheClose() throws Exception {
    WorkerSlot cut = workers.current(0);
    cut.begin(0, 0);
    workers.close(0);

    WorkerSlot[] late = new WorkerSlot[1];
    onThread(() -> late[0] = workers.current(0));
    workers.end(cut, 1, false);

    assertThat(late[0].number()).isOne();
    assertThat(workers.current(0)).isSameAs(cut);
    assertThat(cut.requests()).isOne();
    assertThat(workers.all().get("pool")).hasSize(2);
  }

  @Test
  void noticesEndedThreadsWhenItIsPurged() throws Exception {
    onThread(() -> workers.current(100));

    workers.purge(350);

    assertThat(workers.live()).isEmpty();
    assertThat(observer.ended).singleElement().matches(worker -> worker.ageNanos() == 250);
  }

  @Test
  void doesNotGrowWithThreadsThatServeOneRequestEach() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Thread thread = newThread(() -> serve(workers.current(0), 10));
      thread.start();
      thread.join();
    }

    serve(workers.current(0), 10);

    assertThat(workers.live()).hasSize(1);
    assertThat(all("pool") + workers.virtualWorkers().requests()).isEqualTo(1_001);
    assertThat(observer.started).isLessThanOrEqualTo(1_001);
  }

  @Test
  void keepsServingWhenTheObserverFails() {
    observer.failure = new IllegalStateException("an observer's bug");

    WorkerSlot slot = workers.current(0);
    serve(slot, 1);

    assertThat(slot.requests()).isOne();
    assertThat(failures).hasSize(2).allMatch(failure -> failure == observer.failure);
  }

  @Test
  void interruptsOnlyTheIntendedRequest() {
    WorkerSlot slot = workers.current(0);
    slot.begin(0, 10);

    assertThat(slot.interrupt(9)).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(slot.interrupt(10)).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    workers.end(slot, 1, false);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(slot.interrupt(10)).as("after its end").isFalse();
  }

  @Test
  void keepsAnInterruptOfOthers() {
    WorkerSlot slot = workers.current(0);
    slot.begin(0, 10);
    Thread.currentThread().interrupt();

    workers.end(slot, 1, false);

    assertThat(Thread.interrupted()).isTrue();
  }

  private void serve(WorkerSlot slot, long nanos) {
    slot.begin(0, 0);
    workers.end(slot, nanos, false);
  }

  private long all(String pool) {
    return workers.all().getOrDefault(pool, List.of()).stream()
        .mapToLong(WorkerSlot::requests)
        .sum();
  }

  private static void onThread(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
  }

  /** Returns a virtual thread on Java 21 and newer, otherwise a platform thread. */
  private static Thread newThread(Runnable task) throws Exception {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (Thread)
          Class.forName("java.lang.Thread$Builder")
              .getMethod("unstarted", Runnable.class)
              .invoke(builder, task);
    } catch (NoSuchMethodException javaBefore21) {
      return new Thread(task);
    }
  }

  private FutureTask<Integer> numberAfter(CountDownLatch bothThere) {
    FutureTask<Integer> number =
        new FutureTask<>(
            () -> {
              int own = workers.current(0).number();
              bothThere.countDown();
              bothThere.await();
              return own;
            });
    new Thread(number).start();
    return number;
  }

  private static final class Observer implements WorkerObserver {

    final List<EndedWorker> ended = new ArrayList<>();
    volatile String pool = "pool";
    volatile long budget = Long.MAX_VALUE;
    volatile long lifetimeNanos = Long.MAX_VALUE;
    volatile RuntimeException failure;
    volatile int started;

    @Override
    public Assignment assign(Thread thread) {
      failIfAsked();
      return new Assignment(pool, new AtomicLong(budget), lifetimeNanos);
    }

    @Override
    public synchronized void started(WorkerSlot slot) {
      failIfAsked();
      started++;
    }

    @Override
    public void due(WorkerSlot slot) {}

    @Override
    public synchronized void ended(EndedWorker worker) {
      ended.add(worker);
    }

    private void failIfAsked() {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
