package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ShutdownTest {

  private static final WebApp WEB_APP = new WebApp("/app", ShutdownTest.class.getClassLoader());
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONGER_THAN_ANY_TEST = Duration.ofDays(1);

  private final List<String> steps = new ArrayList<>();

  private Shutdown shutdown(Duration delay, boolean wasReady) {
    BooleanSupplier announce =
        () -> {
          steps.add("announced");
          return wasReady;
        };
    return new Shutdown(WEB_APP, delay, announce, () -> steps.add("drained"));
  }

  @Test
  void waitsForTheDelayBeforeItDrains() {
    long startNanos = System.nanoTime();

    shutdown(SHORT, true).run();

    assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(steps).containsExactly("announced", "drained");
  }

  @Test
  void takesEachStepOnce() {
    Shutdown shutdown = shutdown(SHORT, true);

    shutdown.run();
    shutdown.run();
    shutdown.drain();

    assertThat(steps).containsExactly("announced", "drained");
  }

  @Test
  void doesNotDelayTheStopOfAnApplicationThatHasNeverBeenReady() {
    shutdown(LONGER_THAN_ANY_TEST, false).run();

    assertThat(steps).containsExactly("announced", "drained");
  }

  @Test
  void drainsWithoutADelayWhenTheContainerHasAlreadyBegun() {
    shutdown(LONGER_THAN_ANY_TEST, true).drain();

    assertThat(steps).containsExactly("drained");
  }

  @Test
  void endsTheDelayWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    shutdown(LONGER_THAN_ANY_TEST, true).run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(steps).startsWith("announced");
  }
}
