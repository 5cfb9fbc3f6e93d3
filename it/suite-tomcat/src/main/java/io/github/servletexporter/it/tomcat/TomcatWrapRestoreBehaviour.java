package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** A wrapped pool survives stops and redeployments, and is restored in the end. */
abstract class TomcatWrapRestoreBehaviour extends TomcatWrapTest {
  @Test
  void putsEverythingBackUnderLoad() throws Exception {
    RecyclingApp app = new RecyclingApp(50, 0);
    try (HoldingTomcat server = start(app);
        KeepAliveLoad load = new KeepAliveLoad()) {
      Executor own = server.executor(0);
      load.start(server.port(), WORK, THREADS, Integer.MAX_VALUE);
      await().until(() -> app.retired() > 10);

      app.wrap().close();
      int answered = load.answered();
      await().until(() -> load.answered() > answered + 100 * THREADS);
      load.end();

      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      assertThat(server.mbean("maxThreads")).isEqualTo(THREADS);
      assertThat(app.wrap().pools()).isEmpty();
      assertThat(app.workers())
          .anyMatch(worker -> worker.thread().isAlive() && worker.overshoot() > 1);

      app.wrap().install();
      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      server.connector().stop();
      assertThat(((ThreadPoolExecutor) own).isTerminated()).isTrue();
    }
  }

  @Test
  void worksOnAfterTheConnectorWasStopped() throws Exception {
    RecyclingApp app = new RecyclingApp(20, 0);
    try (HoldingTomcat server = start(app)) {
      KeepAliveLoad.run(server.port(), WORK, 2, 100);
      long before = app.retired();

      server.connector().stop();
      server.connector().start();
      KeepAliveLoad.run(server.port(), WORK, THREADS, 100);

      await().until(() -> app.retired() > before);
      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.wrap().pools()).hasSize(1);
    }
  }

  @Test
  void endsThePoolOfAConnectorThatHasStopped() throws Exception {
    RecyclingApp app = new RecyclingApp(20, 0);
    try (HoldingTomcat server = start(app)) {
      ThreadPoolExecutor own = pool(server, 0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);

      server.connector().stop();
      app.wrap().close();
      assertThat(server.protocol(0).getExecutor()).isNull();
      assertThat(own.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

      server.connector().start();
      KeepAliveLoad.run(server.port(), WORK, 2, 100);
      assertThat(server.mbean("maxThreads")).isEqualTo(THREADS);
    }
  }

  @Test
  void endsWithTheServer() throws Exception {
    RecyclingApp app = new RecyclingApp(20, 0);
    ThreadPoolExecutor own;
    try (HoldingTomcat server = start(app)) {
      own = pool(server, 0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);
    }

    assertThat(own.isTerminated()).isTrue();
    await().until(() -> app.workers().stream().noneMatch(worker -> worker.thread().isAlive()));
  }

  @Test
  void isForOneApplicationAtATime() throws Exception {
    RecyclingApp first = new RecyclingApp(20, 0);
    RecyclingApp second = new RecyclingApp(20, 0);
    try (HoldingTomcat server = start(first)) {
      Executor own = server.executor(0);
      server.add("/second", second);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);
      Executor wrapped = server.protocol(0).getExecutor();

      second.wrap().install();
      assertThat(second.wrap().pools()).isEmpty();
      assertThat(server.protocol(0).getExecutor()).isSameAs(wrapped).isNotSameAs(own);
      assertThat(second.adapter().pools().read().get(0).max()).isEqualTo(THREADS);

      server.tomcat().getHost().removeChild(server.tomcat().getHost().findChild("/work"));
      assertThat(server.protocol(0).getExecutor()).isSameAs(own);

      second.wrap().install();
      assertThat(second.wrap().pools()).hasSize(1);
      KeepAliveLoad.run(server.port(), "/second" + RecyclingApp.WORK, THREADS, 100);
      await().until(() -> second.retired() > 0);
      await().untilAsserted(() -> assertRetiredExactly(second));
    }
  }

  @Test
  void anApplicationThatIsRedeployedWrapsAgain() throws Exception {
    try (HoldingTomcat server = start(new RecyclingApp(20, 0))) {
      Executor own = server.executor(0);
      for (int round = 0; round < 3; round++) {
        server.tomcat().getHost().removeChild(server.tomcat().getHost().findChild("/work"));
        assertThat(server.protocol(0).getExecutor()).isSameAs(own);
        RecyclingApp app = new RecyclingApp(20, 0);
        server.add("/work", app);
        KeepAliveLoad.run(server.port(), WORK, THREADS, 100);
        await().until(() -> app.retired() > 0);
      }
    }
  }

  /**
   * The first requests run on several workers at the same time, and each of them has to see the
   * wrapped pool.
   */
  @Test
  void showsTheWrappedPoolToEveryInstallingThread() throws Exception {
    RecyclingApp app = new RecyclingApp(10, 0);
    try (HoldingTomcat server = HoldingTomcat.start()) {
      server.add("/work", app);
      Queue<Integer> wrapped = new ConcurrentLinkedQueue<>();
      CyclicBarrier together = new CyclicBarrier(THREADS);
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(
            new Thread(
                () -> {
                  meet(together);
                  app.wrap().install();
                  wrapped.add(app.wrap().pools().size());
                }));
      }
      workers.forEach(Thread::start);
      for (Thread worker : workers) {
        worker.join();
      }

      assertThat(wrapped).hasSize(THREADS).containsOnly(1);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
