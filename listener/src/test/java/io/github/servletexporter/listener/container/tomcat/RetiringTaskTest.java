package io.github.servletexporter.listener.container.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetiringTaskTest {

  private final Thread.UncaughtExceptionHandler before =
      Thread.currentThread().getUncaughtExceptionHandler();

  @AfterEach
  void leaveTheThreadAsItWas() {
    Thread.currentThread().setUncaughtExceptionHandler(before);
  }

  @Test
  void asksAfterTheJobWhetherTheWorkerIsDue() {
    AtomicInteger jobs = new AtomicInteger();
    AtomicInteger jobsWhenAsked = new AtomicInteger();

    new RetiringTask(
            jobs::incrementAndGet,
            () -> {
              jobsWhenAsked.set(jobs.get());
              return false;
            })
        .run();

    assertThat(jobsWhenAsked).hasValue(1);
  }

  @Test
  void endsAWorkerThatIsDueWithoutAWord() {
    assertThatThrownBy(() -> new RetiringTask(() -> {}, () -> true).run())
        .isInstanceOf(WorkerRetired.class)
        .hasNoSuppressedExceptions();

    assertThat(Thread.currentThread().getUncaughtExceptionHandler()).isNotSameAs(before);
  }

  @Test
  void leavesOtherWorkersAlone() {
    assertThatCode(() -> new RetiringTask(() -> {}, () -> false).run()).doesNotThrowAnyException();

    assertThat(Thread.currentThread().getUncaughtExceptionHandler()).isSameAs(before);
  }

  @Test
  void passesOnWhatTheJobThrows() {
    Error error = new StackOverflowError("on purpose");
    RuntimeException exception = new IllegalStateException("on purpose");

    assertThatThrownBy(() -> new RetiringTask(() -> fail(error), () -> true).run()).isSameAs(error);
    assertThatThrownBy(() -> new RetiringTask(() -> fail(exception), () -> true).run())
        .isSameAs(exception);
  }

  private static void fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
