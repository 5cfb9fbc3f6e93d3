package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoreThreadTest {

  private final ClassLoader loader = new ClassLoader() {};
  private final WebApp webApp = new WebApp("/shop", loader);

  @Test
  void worksAgainAndAgainAndOnceMoreInTheEnd() {
    Recorder work = new Recorder();
    StoreThread thread = new StoreThread(webApp, work);
    thread.ensureStarted();
    thread.ensureStarted();
    await().until(() -> work.runs.size() > 2);

    thread.close(() -> {});

    assertThat(work.runs).endsWith(true).filteredOn(last -> last).hasSize(1);
    assertThat(work.thread.get().isAlive()).isFalse();
  }

  @Test
  void isADaemonOfTheWebApplication() {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("a deployer's");
    AtomicReference<String> inherited = new AtomicReference<>("not run");
    Recorder work = new Recorder();
    work.onRun = () -> inherited.set(local.get());
    StoreThread thread = new StoreThread(webApp, work);
    thread.ensureStarted();
    await().until(() -> !work.runs.isEmpty());

    Thread started = work.thread.get();
    assertThat(started.isDaemon()).isTrue();
    assertThat(started.getName()).isEqualTo("servlet-exporter-store /shop");
    assertThat(started.getContextClassLoader()).isSameAs(loader);
    assertThat(inherited.get()).isNull();
    thread.close(() -> {});
    local.remove();
  }

  @Test
  void endsAWorkThatHangsUntilItsConnectionIsClosed() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Recorder work = new Recorder();
    work.onRun =
        () -> {
          hanging.countDown();
          boolean waiting = true;
          while (waiting) {
            try {
              released.await();
              waiting = false;
            } catch (InterruptedException ignoredAsSocketsDo) {
              // Only the end of its connection ends it.
            }
          }
        };
    StoreThread thread = new StoreThread(webApp, work);
    thread.ensureStarted();
    hanging.await();

    thread.close(released::countDown);

    await().until(() -> !work.thread.get().isAlive());
  }

  @Test
  void interruptsAWorkThatHangs() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Recorder work = new Recorder();
    work.onRun =
        () -> {
          hanging.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        };
    StoreThread thread = new StoreThread(webApp, work);
    thread.ensureStarted();
    hanging.await();

    thread.close(() -> {});

    await().untilTrue(interrupted);
  }

  @Test
  void releasesWhatNeverStarted() {
    AtomicBoolean released = new AtomicBoolean();
    StoreThread thread = new StoreThread(webApp, new Recorder());

    thread.close(() -> released.set(true));
    thread.ensureStarted();

    assertThat(released).isTrue();
  }

  @Test
  void startsLaterWhenThereIsNoThreadNow() {
    AtomicBoolean none = new AtomicBoolean(true);
    Recorder work = new Recorder();
    ThreadFactory threads =
        task -> {
          if (none.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        };
    StoreThread thread = new StoreThread(webApp, work, threads);
    thread.ensureStarted();
    none.set(false);

    thread.ensureStarted();

    await().until(() -> !work.runs.isEmpty());
    thread.close(() -> {});
  }

  /** An interrupt that the work has left must not make it run without pauses. */
  @Test
  void pausesThoughItsWorkLeavesAnInterrupt() {
    Recorder work = new Recorder();
    work.delay = Duration.ofHours(1);
    work.onRun = () -> Thread.currentThread().interrupt();
    StoreThread thread = new StoreThread(webApp, work);
    thread.ensureStarted();
    await().until(() -> waits(work.thread.get()));

    thread.close(() -> {});

    assertThat(work.runs).containsExactly(false, true);
  }

  private static boolean waits(Thread thread) {
    return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static final class Recorder implements StoreThread.Work {

    final List<Boolean> runs = new CopyOnWriteArrayList<>();
    final AtomicReference<Thread> thread = new AtomicReference<>();
    volatile Duration delay = Duration.ofMillis(1);
    volatile Runnable onRun = () -> {};

    @Override
    public Duration firstDelay() {
      return Duration.ofMillis(1);
    }

    @Override
    public Duration delay() {
      return delay;
    }

    @Override
    public void run(boolean last) {
      thread.set(Thread.currentThread());
      runs.add(last);
      onRun.run();
    }
  }
}
