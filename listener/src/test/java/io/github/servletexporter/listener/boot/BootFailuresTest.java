package io.github.servletexporter.listener.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BootFailuresTest {

  private final LogLines log = new LogLines(BootFailures.class);
  private final Readiness readiness = new Readiness();
  private final BootFailures failures =
      new BootFailures(new WebApp("/shop", BootFailuresTest.class.getClassLoader()), readiness);

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void beginsAtZero() {
    assertThat(count(BootStage.LOAD)).isZero();
    assertThat(count(BootStage.INIT)).isZero();
    assertThat(failures.first()).isEmpty();
  }

  @Test
  void logsOneLineWithTheRootCause() {
    failures.report(
        BootFailure.of(
            "servlet \"orders\"", new RuntimeException(new IllegalStateException("no\ndatabase"))));

    assertThat(log.lines())
        .containsExactly(
            "SEVERE web app \"/shop\": worker failed to boot: servlet \"orders\" (init):"
                + " java.lang.IllegalStateException: no\\u000adatabase");
  }

  @Test
  void countsByStage() {
    failures.report(BootFailure.of("servlet \"a\"", new IllegalStateException()));
    failures.report(BootFailure.of("servlet \"b\"", new NoClassDefFoundError("x")));
    failures.report(BootFailure.of("servlet \"c\"", new NoClassDefFoundError("y")));

    assertThat(count(BootStage.INIT)).isOne();
    assertThat(count(BootStage.LOAD)).isEqualTo(2);
  }

  @Test
  void isNotReadyForTheReasonOfTheFirst() {
    failures.report(BootFailure.of("servlet \"a\"", new IllegalStateException("no database")));
    failures.report(BootFailure.of("servlet \"b\"", new IllegalStateException("no network")));

    assertThat(readiness.reason())
        .isEqualTo(
            "failed to boot: servlet \"a\" (init): java.lang.IllegalStateException: no database");
  }

  @Test
  void takesAFailureOnceHoweverItIsWrapped() {
    Exception root = new IllegalStateException("no database");
    failures.report(BootFailure.of("listener \"a\"", root));
    failures.report(BootFailure.of("the web application", new RuntimeException(root)));
    failures.report(BootFailure.unexplained("listener \"a\""));

    assertThat(log.lines()).hasSize(1);
    assertThat(count(BootStage.INIT)).isOne();
  }

  @Test
  void sendsTheReaderToTheContainerForACauseThatItDoesNotKnow() {
    failures.report(BootFailure.unexplained("filter \"keys\""));

    assertThat(log.lines())
        .singleElement()
        .asString()
        .endsWith("filter \"keys\" (init): see the container's log");
  }

  private double count(BootStage stage) {
    return failures.collect().getDataPoints().stream()
        .filter(point -> stage.label().equals(point.getLabels().get("stage")))
        .mapToDouble(CounterDataPointSnapshot::getValue)
        .sum();
  }
}
