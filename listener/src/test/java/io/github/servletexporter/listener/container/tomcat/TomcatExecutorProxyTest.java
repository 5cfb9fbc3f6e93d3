package io.github.servletexporter.listener.container.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.tomcat.util.threads.ResizableExecutor;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TomcatExecutorProxyTest {

  private final ThreadPoolExecutor pool = pool(2, 7);

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  @Test
  void handsEachJobToThePoolAsItWasChanged() throws Exception {
    List<Runnable> changed = new ArrayList<>();
    CountDownLatch run = new CountDownLatch(1);
    Executor proxy =
        TomcatExecutorProxy.of(
            pool,
            job -> {
              changed.add(job);
              return run::countDown;
            });
    Runnable job =
        () -> {
          throw new IllegalStateException("not to be run");
        };

    proxy.execute(job);

    assertThat(run.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(changed).containsExactly(job);
  }

  @Test
  void passesARefusalOn() {
    pool.shutdownNow();

    assertThatThrownBy(() -> TomcatExecutorProxy.of(pool, job -> job).execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void hasTheNumbersOfThePool() throws Exception {
    ResizableExecutor proxy = (ResizableExecutor) TomcatExecutorProxy.of(pool, job -> job);
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    proxy.execute(
        () -> {
          started.countDown();
          await(end);
        });
    await(started);

    assertThat(proxy.getPoolSize()).isEqualTo(pool.getPoolSize()).isEqualTo(2);
    assertThat(proxy.getActiveCount()).isOne();
    assertThat(proxy.getMaxThreads()).isEqualTo(7);
    assertThat(proxy.resizeQueue(5)).isFalse();
    assertThat(proxy.resizePool(3, 9)).isTrue();
    assertThat(pool.getCorePoolSize()).isEqualTo(3);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(9);
    end.countDown();
  }

  @Test
  void hasTheNumbersOfASharedExecutor() throws Exception {
    StandardThreadExecutor shared = new StandardThreadExecutor();
    shared.setMaxThreads(5);
    shared.setMinSpareThreads(1);
    shared.start();
    try {
      ResizableExecutor proxy = (ResizableExecutor) TomcatExecutorProxy.of(shared, job -> job);

      assertThat(proxy.getMaxThreads()).isEqualTo(5);
      assertThat(proxy.getPoolSize()).isEqualTo(shared.getPoolSize());
      assertThat(proxy.resizePool(2, 6)).isTrue();
    } finally {
      shared.stop();
    }
  }

  @Test
  void tellsWhichExecutorIsBehind() {
    Executor proxy = TomcatExecutorProxy.of(pool, job -> job);

    assertThat(TomcatExecutorProxy.behind(proxy)).isSameAs(pool);
    assertThat(TomcatExecutorProxy.behind(pool)).isSameAs(pool);
  }

  @Test
  void isAnObjectOfItsOwn() {
    Executor proxy = TomcatExecutorProxy.of(pool, job -> job);

    assertThat(Set.of(proxy)).contains(proxy);
    assertThat(proxy).isNotEqualTo(TomcatExecutorProxy.of(pool, job -> job));
    assertThat(proxy.toString()).contains("servlet-exporter");
  }

  @Test
  void leavesTheThreadsClassLoaderAsItWas() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    TomcatExecutorProxy.of(pool, job -> job);

    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  static ThreadPoolExecutor pool(int core, int max) {
    TaskQueue queue = new TaskQueue();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            core,
            max,
            60,
            TimeUnit.SECONDS,
            queue,
            new TaskThreadFactory("test-exec-", true, Thread.NORM_PRIORITY));
    queue.setParent(pool);
    return pool;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
