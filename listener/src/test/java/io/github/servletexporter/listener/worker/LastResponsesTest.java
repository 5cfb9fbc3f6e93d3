package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastResponsesTest {

  private static final LastResponses UNLIMITED = new LastResponses(Duration.ofDays(1));
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  @Test
  void waitsForAThreadThatWorks() {
    AtomicBoolean finished = new AtomicBoolean();
    try (Workers threads = new Workers()) {
      CountDownLatch started = new CountDownLatch(1);
      Thread worker =
          threads.start(
              "worker",
              () -> {
                started.countDown();
                long startNanos = System.nanoTime();
                while (System.nanoTime() - startNanos < WORK_NANOS) {
                  Thread.onSpinWait();
                }
                finished.set(true);
              });
      Workers.await(started);

      UNLIMITED.await(List.of(worker));

      assertThat(finished).isTrue();
    }
  }

  @Test
  void waitsForNoThreadThatWaitsItself() throws Exception {
    try (Workers threads = new Workers();
        Selector selector = Selector.open()) {
      Thread selecting = threads.start("selecting", () -> select(selector));

      UNLIMITED.await(List.of(threads.waiting("waiting"), selecting, new Thread("new")));

      assertThat(selecting.isAlive()).isTrue();
      selector.wakeup();
    }
  }

  @Test
  void waitsNoLongerThanTheLimit() {
    AtomicBoolean end = new AtomicBoolean();
    try (Workers threads = new Workers()) {
      Thread worker =
          threads.start(
              "worker",
              () -> {
                while (!end.get()) {
                  Thread.onSpinWait();
                }
              });

      new LastResponses(Duration.ofMillis(5)).await(List.of(worker));

      assertThat(worker.isAlive()).isTrue();
      end.set(true);
    }
  }

  private static void select(Selector selector) {
    try {
      selector.select();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
