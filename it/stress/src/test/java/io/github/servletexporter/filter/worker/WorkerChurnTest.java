package io.github.servletexporter.filter.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Real threads end, pass on their slots and are interrupted while other threads read.
 *
 * <p>The system property {@code stress.workers} sets the number of threads that follow each other.
 */
class WorkerChurnTest {

  private static final int POOL_SIZE = 4;
  private static final int WORKERS = Integer.getInteger("stress.workers", 400);
  private static final int MAX_BUDGET = 50;

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Told told = new Told();
  private final WorkerTable table = new WorkerTable(told, failures::add);
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong served = new AtomicLong();
  private volatile boolean running = true;

  @Test
  void losesNothingAndTellsEverythingOnce() throws Exception {
    List<Thread> onlookers = List.of(start(this::purge), start(this::read), start(this::interrupt));
    List<Thread> pool = new ArrayList<>();
    for (int i = 0; i < POOL_SIZE; i++) {
      pool.add(start(this::workOneAfterTheOther));
    }
    join(pool);
    running = false;
    join(onlookers);
    table.purge(clock.get());

    assertThat(failures).isEmpty();
    assertThat(table.live()).isEmpty();
    List<WorkerSlot> slots = table.all().get("pool");
    assertThat(slots).hasSizeLessThanOrEqualTo(POOL_SIZE);
    assertThat(slots.stream().mapToLong(WorkerSlot::requests).sum()).isEqualTo(served.get());
    assertThat(slots.stream().mapToLong(WorkerSlot::busyNanos).sum()).isEqualTo(served.get());
    assertThat(told.started).hasValue(POOL_SIZE * WORKERS);
    assertThat(told.ended).hasSize(POOL_SIZE * WORKERS);
    assertThat(told.ended.stream().mapToLong(WorkerObserver.EndedWorker::requests).sum())
        .isEqualTo(served.get());
    assertThat(told.ended.stream().map(WorkerObserver.EndedWorker::threadName))
        .doesNotHaveDuplicates();
    assertThat(told.ended.stream().filter(w -> w.reason() == RecycleReason.MAX_REQUESTS).count())
        .isEqualTo(told.due.get())
        .isEqualTo(POOL_SIZE * WORKERS);
  }

  private void workOneAfterTheOther() throws InterruptedException {
    for (int i = 0; i < WORKERS; i++) {
      start(this::work).join();
    }
  }

  private void work() {
    WorkerSlot slot = table.current(clock.get());
    do {
      long startNanos = clock.incrementAndGet();
      slot.begin(0, startNanos);
      for (int look = 0; look < 20; look++) {
        if (isSpared(startNanos) && Thread.currentThread().isInterrupted()) {
          failures.add(new AssertionError("an untargeted request was interrupted"));
        }
      }
      table.end(slot, 1, false);
      served.incrementAndGet();
    } while (!slot.isDue());
  }

  /** Returns whether a request, every second one, must never be interrupted. */
  private static boolean isSpared(long startNanos) {
    return startNanos % 2 == 0;
  }

  private void purge() {
    while (running) {
      table.purge(clock.get());
      Thread.onSpinWait();
    }
  }

  private void read() {
    Map<WorkerSlot, Long> before = new HashMap<>();
    while (running) {
      for (WorkerSlot slot : table.all().getOrDefault("pool", List.of())) {
        long now = slot.requests();
        Long then = before.put(slot, now);
        if (then != null && then > now) {
          failures.add(new AssertionError("a counter went back from " + then + " to " + now));
        }
      }
    }
  }

  private void interrupt() {
    while (running) {
      for (WorkerSlot slot : table.live()) {
        long startNanos = slot.startNanos();
        if (!isSpared(startNanos)) {
          slot.interrupt(startNanos);
        }
      }
    }
  }

  private Thread start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                failures.add(e);
              }
            });
    thread.start();
    return thread;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private static final class Told implements WorkerObserver {

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger due = new AtomicInteger();
    private final ConcurrentLinkedQueue<EndedWorker> ended = new ConcurrentLinkedQueue<>();

    @Override
    public Assignment assign(Thread thread) {
      int budget = ThreadLocalRandom.current().nextInt(1, MAX_BUDGET);
      return new Assignment("pool", new AtomicLong(budget), Long.MAX_VALUE);
    }

    @Override
    public void started(WorkerSlot slot) {
      started.incrementAndGet();
    }

    @Override
    public void due(WorkerSlot slot) {
      due.incrementAndGet();
    }

    @Override
    public void ended(EndedWorker worker) {
      ended.add(worker);
    }
  }
}
