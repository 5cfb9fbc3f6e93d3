package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.DecodedEntry;
import io.github.servletexporter.sharing.codec.Samples;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Behaviour of the task of a store on its background thread. */
class StoreThreadTest {

  private static final BackgroundThread.CloseLimits LIMITS =
      new BackgroundThread.CloseLimits(Duration.ofMillis(500), Duration.ofMillis(500));

  private final ClassLoader loader = new ClassLoader() {};
  private final WebApp webApp = new WebApp("/shop", loader);
  private final RecordingStore store = new RecordingStore();
  private volatile Duration interval = Duration.ofMillis(1);

  @Test
  void publishesAgainAndAgainAndOnceMoreInTheEnd() {
    BackgroundThread thread = thread(BackgroundThread.factory(webApp, "store", null));
    thread.start();
    thread.start();
    await().until(() -> store.closing.size() > 2);

    thread.close();

    assertThat(store.closing).endsWith(true).filteredOn(last -> last).hasSize(1);
    assertThat(store.thread.get().isAlive()).isFalse();
  }

  @Test
  void runsOnADaemonOfTheWebApplication() {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("a deployer's");
    AtomicReference<String> inherited = new AtomicReference<>("not run");
    store.onPut = () -> inherited.set(local.get());
    BackgroundThread thread = thread(BackgroundThread.factory(webApp, "store", null));
    thread.start();
    await().until(() -> !store.closing.isEmpty());

    Thread started = store.thread.get();
    assertThat(started.isDaemon()).isTrue();
    assertThat(started.getName()).isEqualTo("servlet-exporter-store /shop");
    assertThat(started.getContextClassLoader()).isSameAs(loader);
    assertThat(inherited.get()).isNull();
    thread.close();
    local.remove();
  }

  @Test
  void endsAWriteThatHangsUntilItsConnectionIsClosed() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    store.onPut =
        () -> {
          hanging.countDown();
          boolean waiting = true;
          while (waiting) {
            try {
              store.closed.await();
              waiting = false;
            } catch (InterruptedException ignoredAsSocketsDo) {
              // Only closing the connection ends the write.
            }
          }
        };
    BackgroundThread thread = thread(BackgroundThread.factory(webApp, "store", null));
    thread.start();
    hanging.await();

    thread.close();

    await().until(() -> !store.thread.get().isAlive());
  }

  @Test
  void interruptsAWriteThatHangs() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    store.onPut =
        () -> {
          hanging.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        };
    BackgroundThread thread = thread(BackgroundThread.factory(webApp, "store", null));
    thread.start();
    hanging.await();

    thread.close();

    await().untilTrue(interrupted);
  }

  @Test
  void publishesNothingWhenItIsClosedBeforeItIsStarted() {
    BackgroundThread thread = thread(BackgroundThread.factory(webApp, "store", null));

    thread.close();

    assertThat(thread.start()).isFalse();
    assertThat(store.closing).isEmpty();
  }

  @Test
  void startsLaterWhenThereIsNoThreadNow() {
    AtomicBoolean none = new AtomicBoolean(true);
    ThreadFactory threads =
        task -> {
          if (none.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        };
    BackgroundThread thread = thread(threads);
    thread.start();
    none.set(false);

    thread.start();

    await().until(() -> !store.closing.isEmpty());
    thread.close();
  }

  /** An interrupt that a write has left must not make the thread run without pauses. */
  @Test
  void pausesThoughAWriteLeavesAnInterrupt() {
    interval = Duration.ofHours(1);
    store.onPut = () -> Thread.currentThread().interrupt();
    BackgroundThread thread = thread(BackgroundThread.factory(webApp, "store", null));
    thread.start();
    await().until(() -> waits(store.thread.get()));

    thread.close();

    assertThat(store.closing).containsExactly(false, true);
  }

  private static boolean waits(Thread thread) {
    return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
  }

  private BackgroundThread thread(ThreadFactory threads) {
    StoreMetrics metrics = new StoreMetrics("test");
    Ticker ticker = Ticker.system();
    InstantSource clock = InstantSource.system();
    EntryReader entries = new EntryReader(store, (key, damage) -> {});
    SnapshotPublisher publisher =
        new SnapshotPublisher(
            store,
            () -> Samples.requests(1),
            Samples.identity(1),
            new SnapshotPublisher.Publishing(interval, () -> Samples.VERSIONS, () -> 4, clock));
    FoldingPass folding =
        new FoldingPass(
            store,
            entries,
            new InstanceWatch(ProcessProbe.BLIND, ticker, clock),
            metrics,
            new FoldingPass.FoldingRules(true, exit -> {}, name -> {}, () -> 4, clock));
    StoreTask task =
        new StoreTask(
            store,
            interval,
            new StoreTask.Parts(
                () -> publisher,
                folding,
                new CircuitBreaker(interval, ticker, () -> 0),
                metrics,
                new StoreLog(webApp, "test"),
                ticker,
                clock,
                () -> 0));
    return new BackgroundThread(webApp, threads, task, LIMITS);
  }

  /** Store that records for each entry whether it is the last one. */
  private static final class RecordingStore extends MemoryStore {

    final List<Boolean> closing = new CopyOnWriteArrayList<>();
    final AtomicReference<Thread> thread = new AtomicReference<>();
    final CountDownLatch closed = new CountDownLatch(1);
    volatile Runnable onPut = () -> {};

    @Override
    public void put(String key, byte[] entry) throws IOException {
      thread.set(Thread.currentThread());
      closing.add(DecodedEntry.of(entry).publication().closed());
      onPut.run();
      super.put(key, entry);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
