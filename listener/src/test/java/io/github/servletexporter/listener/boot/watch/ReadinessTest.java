package io.github.servletexporter.listener.boot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.boot.watch.Readiness.State;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final Readiness readiness = new Readiness();

  @Test
  void isNotReadyWhileItStarts() {
    assertThat(readiness.isReady()).isFalse();
    assertThat(readiness.state()).isEqualTo(State.STARTING);
    assertThat(readiness.reason()).isEqualTo("the application is starting");
  }

  @Test
  void isReadyOnceStarted() {
    readiness.started();

    assertThat(readiness.isReady()).isTrue();
    assertThat(readiness.reason()).isEmpty();
  }

  @Test
  void staysFailedForTheFirstReason() {
    readiness.failed("no database");
    readiness.failed("no network");
    readiness.started();

    assertThat(readiness.state()).isEqualTo(State.FAILED);
    assertThat(readiness.reason()).isEqualTo("no database");
  }

  @Test
  void canFailLate() {
    readiness.started();
    readiness.failed("no database");

    assertThat(readiness.isReady()).isFalse();
  }

  @Test
  void drainsInTheEndWhateverWasBefore() {
    readiness.draining();
    readiness.started();
    readiness.failed("no database");

    assertThat(readiness.state()).isEqualTo(State.DRAINING);
    assertThat(readiness.reason()).isEqualTo("the application is stopping");
  }
}
