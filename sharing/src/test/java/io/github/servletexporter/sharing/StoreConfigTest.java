package io.github.servletexporter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servletexporter.sharing.store.CircuitBreaker;
import io.github.servletexporter.sharing.store.StoreTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreConfigTest {

  private static final StoreConfig.Location LOCATION = new StoreConfig.Directory(Path.of("store"));

  private final StoreTime time = new StoreTime();

  /** Before it has passed, what is missing must not be considered lost. */
  @Test
  void publishingIsAttemptedAgainWithinTheTimeOfRecovery() {
    Duration interval = Duration.ofSeconds(5);
    CircuitBreaker breaker = new CircuitBreaker(interval, time, () -> 1);
    for (int i = 0; i < 10; i++) {
      breaker.failed();
    }

    time.pass(new StoreConfig(LOCATION, interval, true).recovery().minus(interval.multipliedBy(3)));

    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void rejectsAnIntervalThatIsNotPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreConfig(LOCATION, Duration.ZERO, true))
        .withMessage("expected an interval > 0, but was PT0S");
  }
}
