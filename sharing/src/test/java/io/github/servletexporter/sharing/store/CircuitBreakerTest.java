package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private final StoreTime time = new StoreTime();
  private double random;
  private final CircuitBreaker breaker =
      new CircuitBreaker(Duration.ofSeconds(5), time, () -> random);

  @Test
  void permitsUntilSomethingFails() {
    assertThat(breaker.permits()).isTrue();
    breaker.succeeded();
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void waitsTwiceAsLongEachTime() {
    random = 1;
    for (int seconds : new int[] {5, 10, 20, 40, 60, 60, 60}) {
      breaker.failed();

      time.pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(breaker.permits()).as("before %s s", seconds).isFalse();
      time.pass(Duration.ofNanos(1));
      assertThat(breaker.permits()).as("after %s s", seconds).isTrue();
    }
  }

  @Test
  void drawsUpToHalfOfItOff() {
    random = 0;
    breaker.failed();

    time.pass(Duration.ofMillis(2500));

    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void opensAfterSomeFailuresAndClosesAfterOneSuccess() {
    for (int i = 1; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
      breaker.failed();
      assertThat(breaker.isOpen()).isFalse();
    }
    breaker.failed();
    assertThat(breaker.isOpen()).isTrue();

    breaker.succeeded();

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.permits()).isTrue();
  }
}
