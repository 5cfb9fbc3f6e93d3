package io.github.servletexporter.filter.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class WorkerTableTest {

  private final WorkerTable workers = new WorkerTable();

  @Test
  void keepsAThreadsSlot() {
    assertThat(workers.current()).isSameAs(workers.current());
    assertThat(workers.size()).isEqualTo(1);
  }

  @Test
  void givesLiveThreadsNumbersOfTheirOwn() throws Exception {
    CountDownLatch bothThere = new CountDownLatch(2);
    FutureTask<Integer> first = numberAfter(bothThere);
    FutureTask<Integer> second = numberAfter(bothThere);

    assertThat(new int[] {first.get(), second.get()}).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void usesTheNumberOfAnEndedThreadAgain() throws Exception {
    for (int i = 0; i < 100; i++) {
      Thread thread = new Thread(workers::current);
      thread.start();
      thread.join();
    }

    assertThat(workers.current().number()).isZero();
    assertThat(workers.size()).isEqualTo(1);
  }

  @Test
  void doesNotGrowWithThreadsThatServeOneRequestEach() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Thread thread = newThread(() -> workers.end(workers.current()));
      thread.start();
      thread.join();
    }

    workers.end(workers.current());

    assertThat(workers.size()).isEqualTo(1);
  }

  @Test
  void countsBusyWorkersByMethod() {
    WorkerSlot slot = workers.current();
    long[] counts = new long[3];
    slot.begin(2, 0);

    workers.addBusy(counts);

    assertThat(counts).containsExactly(0, 0, 1);
    workers.end(slot);
    assertThat(slot.isBusy()).isFalse();
  }

  /** A virtual thread where this Java has them, which it has from 21 on; else a platform thread. */
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
              int own = workers.current().number();
              bothThere.countDown();
              bothThere.await();
              return own;
            });
    new Thread(number).start();
    return number;
  }
}
