package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThrottleTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow

  @Test
  void permitsOnceInAnInterval() {
    Throttle throttle = new Throttle(MINUTE, nanos::get);

    assertThat(throttle.tryAcquire()).isTrue();
    nanos.addAndGet(MINUTE.toNanos() - 1);
    assertThat(throttle.tryAcquire()).isFalse();
    nanos.incrementAndGet();
    assertThat(throttle.tryAcquire()).isTrue();
    assertThat(throttle.tryAcquire()).isFalse();
  }

  @Test
  void beginsTheIntervalWithTheFirstPermit() {
    Throttle throttle = new Throttle(MINUTE, nanos::get);
    nanos.addAndGet(MINUTE.toNanos() - 1);
    assertThat(throttle.tryAcquire()).isTrue();

    nanos.addAndGet(MINUTE.toNanos() - 1);

    assertThat(throttle.tryAcquire()).isFalse();
  }

  @Test
  void permitsSeveralTimesInAnInterval() {
    Throttle throttle = new Throttle(2, MINUTE, nanos::get);

    assertThat(throttle.tryAcquire()).isTrue();
    nanos.addAndGet(MINUTE.toNanos() / 2);
    assertThat(throttle.tryAcquire()).isTrue();
    assertThat(throttle.tryAcquire()).isFalse();

    nanos.addAndGet(MINUTE.toNanos() / 2);
    assertThat(throttle.tryAcquire()).isTrue();
    assertThat(throttle.tryAcquire()).isTrue();
    assertThat(throttle.tryAcquire()).isFalse();
  }

  @Test
  void countsTheSuppressedAttempts() {
    Throttle throttle = new Throttle(MINUTE, nanos::get);
    assertThat(throttle.takeSuppressed()).isZero();

    throttle.tryAcquire();
    throttle.tryAcquire();
    throttle.tryAcquire();

    assertThat(throttle.takeSuppressed()).isEqualTo(2);
    assertThat(throttle.takeSuppressed()).isZero();
  }

  @Test
  void givesNoMorePermitsToSeveralThreads() throws InterruptedException {
    Throttle throttle = new Throttle(3, MINUTE, nanos::get);
    AtomicInteger acquired = new AtomicInteger();
    CountDownLatch begin = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                Latches.await(begin);
                for (int attempt = 0; attempt < 1000; attempt++) {
                  if (throttle.tryAcquire()) {
                    acquired.incrementAndGet();
                  }
                }
              });
      threads[i].start();
    }

    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(acquired).hasValue(3);
    assertThat(throttle.takeSuppressed()).isEqualTo(3997);
  }

  @Test
  void needsAPermit() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Throttle(0, MINUTE, nanos::get));
  }
}
