package io.github.servletexporter.container.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servletexporter.container.load.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MaximumThreadsTest {

  private final MaximumThreads maximum = new MaximumThreads(10);
  private final AtomicInteger applied = new AtomicInteger(10);

  MaximumThreadsTest() {
    maximum.applyWith(applied::set);
  }

  @Test
  void allowsOneMoreForEachReplacedWorker() {
    PoolWorker first = worker();
    PoolWorker second = worker();

    assertThat(maximum.replace(first)).isTrue();
    assertThat(maximum.replace(first)).isFalse();
    assertThat(maximum.replace(second)).isTrue();

    assertThat(applied).hasValue(12);
    maximum.release(first);
    maximum.release(first);
    assertThat(applied).hasValue(11);
    assertThat(maximum.replace(first)).isFalse();
    maximum.release(second);
    assertThat(applied).hasValue(10);
  }

  @Test
  void addsThemToAMaximumThatIsConfiguredMeanwhile() {
    PoolWorker worker = worker();
    maximum.replace(worker);

    maximum.configure(20);

    assertThat(applied).hasValue(21);
    maximum.release(worker);
    assertThat(applied).hasValue(20);
  }

  @Test
  void doesNotChangeWhenThePoolRefuses() {
    maximum.applyWith(
        threads -> {
          throw new IllegalArgumentException("too few");
        });

    assertThatIllegalArgumentException().isThrownBy(() -> maximum.configure(1));

    assertThat(maximum.configured()).isEqualTo(10);
  }

  @Test
  void replacesAgainAWorkerThatHasStayed() {
    PoolWorker worker = worker();
    maximum.replace(worker);
    maximum.release(worker);

    maximum.keep(worker);

    assertThat(maximum.replace(worker)).isTrue();
    assertThat(applied).hasValue(11);
  }

  @Test
  void isExactUnderConcurrentCalls() {
    List<PoolWorker> workers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      workers.add(worker());
    }
    List<CompletableFuture<Void>> racers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      racers.add(Threads.run(() -> workers.forEach(maximum::replace)));
      racers.add(Threads.run(() -> workers.forEach(maximum::release)));
    }
    racers.add(
        Threads.run(
            () -> {
              for (int threads = 1; threads <= 500; threads++) {
                maximum.configure(threads);
              }
            }));

    racers.forEach(CompletableFuture::join);

    assertThat(applied).hasValue(500);
  }

  private static PoolWorker worker() {
    return new PoolWorker(RetirementRule.NONE, bound -> 0, 0);
  }
}
