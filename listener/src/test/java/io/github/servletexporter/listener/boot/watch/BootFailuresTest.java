package io.github.servletexporter.listener.boot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.boot.BootStage;
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
        BootFailures.failure(
            "servlet \"orders\"", new RuntimeException(new IllegalStateException("no\ndatabase"))));

    assertThat(log.lines())
        .containsExactly(
            "SEVERE web app \"/shop\": failed to boot: servlet \"orders\" (init):"
                + " java.lang.IllegalStateException: no\\u000adatabase");
  }

  @Test
  void countsByStage() {
    failures.report(BootFailures.failure("servlet \"a\"", new IllegalStateException()));
    failures.report(BootFailures.failure("servlet \"b\"", new NoClassDefFoundError("x")));
    failures.report(BootFailures.failure("servlet \"c\"", new NoClassDefFoundError("y")));

    assertThat(count(BootStage.INIT)).isOne();
    assertThat(count(BootStage.LOAD)).isEqualTo(2);
  }

  @Test
  void isNotReadyForTheReasonOfTheFirst() {
    failures.report(
        BootFailures.failure("servlet \"a\"", new IllegalStateException("no database")));
    failures.report(BootFailures.failure("servlet \"b\"", new IllegalStateException("no network")));

    assertThat(readiness.reason())
        .isEqualTo(
            "failed to boot: servlet \"a\" (init): java.lang.IllegalStateException: no database");
  }

  @Test
  void takesAFailureOnceHoweverItIsWrapped() {
    Exception root = new IllegalStateException("no database");
    failures.report(BootFailures.failure("listener \"a\"", root));
    failures.report(BootFailures.failure("the web application", new RuntimeException(root)));
    failures.report(BootFailures.unexplained("listener \"a\""));

    assertThat(log.lines()).hasSize(1);
    assertThat(count(BootStage.INIT)).isOne();
  }

  @Test
  void sendsTheReaderToTheContainerForACauseThatItDoesNotKnow() {
    failures.report(BootFailures.unexplained("filter \"keys\""));

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
