package io.github.servletexporter.listener.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainOnceTest {

  private static final WebApp WEB_APP = new WebApp("/app", DrainOnceTest.class.getClassLoader());

  @Test
  void runsOnce() {
    AtomicInteger runs = new AtomicInteger();
    DrainOnce drain = new DrainOnce(WEB_APP, runs::incrementAndGet);

    drain.run();
    drain.run();

    assertThat(runs).hasValue(1);
  }

  @Test
  void letsASecondThreadWaitUntilTheFirstHasDrained() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    DrainOnce drain = new DrainOnce(WEB_APP, () -> awaitUninterrupted(drained));
    Thread first = new Thread(drain::run);
    Thread second = new Thread(drain::run);

    first.start();
    await().until(() -> first.getState() == Thread.State.WAITING);
    second.start();
    await().until(() -> second.getState() == Thread.State.WAITING);
    drained.countDown();

    first.join();
    second.join();
    assertThat(second.isAlive()).isFalse();
  }

  @Test
  void keepsTheInterruptOfAThreadThatWaits() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    DrainOnce drain = new DrainOnce(WEB_APP, () -> awaitUninterrupted(drained));
    Thread first = new Thread(drain::run);
    first.start();
    await().until(() -> first.getState() == Thread.State.WAITING);

    Thread.currentThread().interrupt();
    drain.run();

    assertThat(Thread.interrupted()).isTrue();
    drained.countDown();
    first.join();
  }

  @Test
  void doesNotPassAFailureOn() {
    DrainOnce drain =
        new DrainOnce(
            WEB_APP,
            () -> {
              throw new IllegalStateException("on purpose");
            });

    assertThatCode(drain::run).doesNotThrowAnyException();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
