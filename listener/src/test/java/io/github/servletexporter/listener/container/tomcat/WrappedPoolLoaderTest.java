package io.github.servletexporter.listener.container.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Test that a web application that has wrapped a pool leaves nothing behind, although the threads
 * that the pool has started meanwhile stay alive.
 *
 * <p>Before Java 24 a thread keeps the protection domains of the methods that were on the stack
 * when it was created, and passes them on to the threads that it creates.
 */
class WrappedPoolLoaderTest {

  private static final int THREADS = 4;
  private static final boolean THREADS_INHERIT = Runtime.version().feature() < 24;

  private final ThreadPoolExecutor pool = TomcatExecutorProxyTest.pool(THREADS, 2 * THREADS);

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  @Test
  void leavesNothingInThreadsThatWereStartedThroughIt() throws Exception {
    WeakReference<ClassLoader> loader = wrapAndForget(ThrowawayWrap.class);

    await()
        .pollInSameThread()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
    assertThat(pool.getPoolSize()).isGreaterThanOrEqualTo(THREADS);
  }

  /** Shows that the test would detect a leak. */
  @Test
  void anExecutorOfOursOnTheStackWouldStay() throws Exception {
    WeakReference<ClassLoader> loader = wrapAndForget(ThrowawayNaiveWrap.class);

    for (int i = 0; i < 5; i++) {
      System.gc();
    }

    if (THREADS_INHERIT) {
      assertThat(loader.get()).isNotNull();
    }
    assertThat(pool.getPoolSize()).isGreaterThanOrEqualTo(THREADS);
  }

  /** Fills the pool through a wrap with its own class loader, and drops both. */
  private WeakReference<ClassLoader> wrapAndForget(Class<?> kind) throws Exception {
    ClassLoader loader = new ThrowawayLoader();
    @SuppressWarnings("unchecked") // every kind is one
    Function<Executor, Executor> wrap =
        (Function<Executor, Executor>)
            loader.loadClass(kind.getName()).getDeclaredConstructor().newInstance();
    assertThat(wrap.getClass().getClassLoader()).isSameAs(loader);

    useEveryThread(wrap.apply(pool));
    return new WeakReference<>(loader);
  }

  /**
   * Runs jobs until the pool has threads started from outside, from within a job, and in place of
   * an ended thread. In the end the wrap ends each worker.
   */
  private static void useEveryThread(Executor wrapped) throws Exception {
    Set<Thread> seen = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      CountDownLatch started = new CountDownLatch(2 * THREADS);
      CountDownLatch end = new CountDownLatch(1);
      Runnable inner = () -> hold(seen, started, end);
      for (int i = 0; i < THREADS; i++) {
        wrapped.execute(
            () -> {
              wrapped.execute(inner);
              inner.run();
            });
      }
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      end.countDown();
      await().until(() -> seen.stream().noneMatch(Thread::isAlive));
    }
    assertThat(seen).hasSize(3 * 2 * THREADS);
  }

  private static void hold(Set<Thread> seen, CountDownLatch started, CountDownLatch end) {
    synchronized (seen) {
      seen.add(Thread.currentThread());
    }
    started.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
