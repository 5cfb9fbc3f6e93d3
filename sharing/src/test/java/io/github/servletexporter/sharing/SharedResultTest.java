package io.github.servletexporter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedResultTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void isMadeOnceWhileItIsGood() throws Exception {
    SharedResult<Integer> result = result(Duration.ofSeconds(1));

    assertThat(result.get(LIMIT)).isEqualTo(1);
    nanos.set(Duration.ofSeconds(1).toNanos() - 1);
    assertThat(result.get(LIMIT)).isEqualTo(1);
    nanos.set(Duration.ofSeconds(1).toNanos());
    assertThat(result.get(LIMIT)).isEqualTo(2);
  }

  @Test
  void isAsOldAsItsBeginning() throws Exception {
    SharedResult<Integer> result =
        new SharedResult<>(
            () -> {
              nanos.addAndGet(Duration.ofSeconds(2).toNanos());
              return runs.incrementAndGet();
            },
            Duration.ofSeconds(1),
            nanos::get);

    assertThat(result.get(LIMIT)).isEqualTo(1);
    assertThat(result.get(LIMIT)).isEqualTo(2);
  }

  @Test
  void isMadeByOneThreadWhileOthersWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SharedResult<Integer> result =
        new SharedResult<>(
            () -> {
              begun.countDown();
              go.await();
              return runs.incrementAndGet();
            },
            Duration.ZERO,
            nanos::get);
    Thread first = new Thread(new FutureTask<>(() -> result.get(LIMIT)));
    first.start();
    begun.await();
    List<FutureTask<Integer>> waiting = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FutureTask<Integer> task = new FutureTask<>(() -> result.get(LIMIT));
      waiting.add(task);
      threads.add(new Thread(task));
      threads.get(i).start();
    }
    await().until(() -> threads.stream().allMatch(SharedResultTest::isWaiting));

    go.countDown();

    for (FutureTask<Integer> task : waiting) {
      assertThat(task.get()).isEqualTo(1);
    }
    first.join();
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SharedResult<Integer> result =
        new SharedResult<>(
            () -> {
              begun.countDown();
              go.await();
              return 1;
            },
            Duration.ZERO,
            nanos::get);
    Thread first = new Thread(new FutureTask<>(() -> result.get(LIMIT)));
    first.start();
    begun.await();

    assertThatThrownBy(() -> result.get(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
    go.countDown();
    first.join();
  }

  @Test
  void sharesAFailureForAsLong() {
    SharedResult<Integer> result =
        new SharedResult<>(
            () -> {
              throw new IOException("attempt " + runs.incrementAndGet());
            },
            Duration.ofSeconds(1),
            nanos::get);

    assertThatThrownBy(() -> result.get(LIMIT)).isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> result.get(LIMIT)).hasRootCauseMessage("attempt 1");
    nanos.set(Duration.ofSeconds(2).toNanos());
    assertThatThrownBy(() -> result.get(LIMIT)).hasRootCauseMessage("attempt 2");
  }

  private SharedResult<Integer> result(Duration maxAge) {
    return new SharedResult<>(runs::incrementAndGet, maxAge, nanos::get);
  }
}
