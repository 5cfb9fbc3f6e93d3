package io.github.servletexporter.it.tomcat;

import static io.github.servletexporter.it.tomcat.HoldingTomcat.connector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.Http2Connection;
import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.it.pool.HoldingApp;
import io.github.servletexporter.it.tomcat.RecyclingApp.Worker;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A web application can recycle the workers of an embedded Tomcat's own pools. */
public abstract class TomcatWrapBehaviour {
  private static final int THREADS = 8;
  private static final String WORK = "/work" + RecyclingApp.WORK;
  private static final String OWNER = "io.github.servletexporter.pool-wrap-owner";

  private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

  /** Creates the tests for a Tomcat version. */
  protected TomcatWrapBehaviour() {}

  @BeforeEach
  void listen() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void endedWorkersQuietlyAndReleasedTheOwnership() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    assertThat(uncaught).isEmpty();
    assertThat(System.getProperty(OWNER)).isNull();
  }

  @Test
  void endsEachWorkerAtItsLimitAndFailsNoRequest() throws Exception {
    RecyclingApp app = new RecyclingApp(1_000, 100);
    try (HoldingTomcat server = start(app)) {
      ThreadPoolExecutor pool = pool(server, 0);

      KeepAliveLoad.run(server.port(), WORK, THREADS, 2_500);

      assertThat(app.served()).isEqualTo(20_000);
      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isGreaterThanOrEqualTo(20_000 / 1_101 - THREADS);
      // A retiring worker and its successor are both in Tomcat's set for a moment.
      await().until(() -> pool.getPoolSize() == THREADS);
      assertThat(pool.getSubmittedCount()).isZero();
    }
  }

  /**
   * A pipelined request may run in the same job of the pool as the one before, but at most once.
   */
  @Test
  void endsEachWorkerAtItsLimitWithPipelining() throws Exception {
    RecyclingApp app = new RecyclingApp(100, 10);
    try (HoldingTomcat server = start(app)) {
      for (int round = 0; round < 200; round++) {
        Pipeline.send(server.port(), WORK, 16);
      }

      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isPositive();
    }
  }

  @Test
  void endsEachWorkerAtItsLimitWithHttp2() throws Exception {
    RecyclingApp app = new RecyclingApp(100, 10);
    try (HoldingTomcat server =
        start(
            app,
            tomcat ->
                tomcat.setConnector(threads(c -> c.addUpgradeProtocol(new Http2Protocol()))))) {
      Http2Connection connection = Http2Connection.to(server.port());
      assertThat(connection.get(WORK, "upgrade").statusCode()).isEqualTo(200);
      List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
      for (int round = 0; round < 60; round++) {
        for (int stream = 0; stream < 50; stream++) {
          responses.add(connection.post(WORK, "stream", ""));
        }
        for (CompletableFuture<HttpResponse<String>> response : responses) {
          assertThat(response.get().statusCode()).isEqualTo(200);
        }
        responses.clear();
      }

      assertThat(app.served()).isEqualTo(3_001);
      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isGreaterThan(10);
    }
  }

  private static void assertRetiredExactly(RecyclingApp app) {
    for (Worker worker : app.workers()) {
      if (worker.thread().isAlive()) {
        assertThat(worker.overshoot()).as("a live worker").isNegative();
      } else {
        assertThat(worker.overshoot()).as("an ended worker").isBetween(0, 1);
      }
    }
  }

  @Test
  void keepsTheNumbersOfMBeanAndAdapter() throws Exception {
    RecyclingApp app = new RecyclingApp(10, 0);
    try (HoldingTomcat server = start(app);
        HeldRequests requests = server.requests()) {
      PoolSnapshot before = app.adapter().pools().read().get(0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);
      requests.hold(server.port(), 3);

      assertThat(app.wrap().pools()).containsExactly(before.pool());
      await()
          .untilAsserted(
              () ->
                  assertThat(app.adapter().pools().read())
                      .containsExactly(
                          new PoolSnapshot(
                              before.pool(), 3, THREADS - 3, THREADS, THREADS, 0, false)));
      assertThat(mbean(server, "currentThreadsBusy")).isEqualTo(3);
      assertThat(mbean(server, "currentThreadCount")).isEqualTo(THREADS);
      assertThat(server.app().workers())
          .extracting(app.adapter().pools()::poolOf)
          .containsOnly(before.pool());
    }
  }

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
      assertThat(mbean(server, "maxThreads")).isEqualTo(THREADS);
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
      assertThat(mbean(server, "maxThreads")).isEqualTo(THREADS);
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

  @Test
  void recyclesASharedExecutor() throws Exception {
    StandardThreadExecutor shared = new StandardThreadExecutor();
    shared.setName("shared");
    shared.setMaxThreads(THREADS);
    shared.setMinSpareThreads(THREADS);
    RecyclingApp app = new RecyclingApp(100, 10);
    try (HoldingTomcat server =
        start(
            app,
            tomcat -> {
              tomcat.getService().addExecutor(shared);
              useExecutor(tomcat, shared);
              useExecutor(tomcat, shared);
            })) {
      try (KeepAliveLoad load = new KeepAliveLoad()) {
        load.start(server.connector(0).getLocalPort(), WORK, 4, 1_000);
        load.start(server.connector(1).getLocalPort(), WORK, 4, 1_000);
        await().until(() -> load.answered() == 8_000);
        load.end();
      }

      await().untilAsserted(() -> assertRetiredExactly(app));
      assertThat(app.retired()).isGreaterThan(8_000 / 111 - THREADS);
      assertThat(app.wrap().pools()).containsExactly("shared");
      assertThat(shared.getPoolSize()).isEqualTo(THREADS);
      assertThat(app.adapter().pools().read()).hasSize(1);

      app.wrap().close();
      assertThat(server.protocol(0).getExecutor()).isSameAs(shared);
      assertThat(server.protocol(1).getExecutor()).isSameAs(shared);
    }
  }

  private static void useExecutor(Tomcat tomcat, Executor executor) {
    Connector connector = connector(c -> {});
    connector.getProtocolHandler().setExecutor(executor);
    tomcat.setConnector(connector);
  }

  @Test
  void leavesPoolsOfOthersAlone() throws Exception {
    ThreadPoolExecutor own = new OwnPool();
    RecyclingApp app = new RecyclingApp(10, 0);
    try (HoldingTomcat server = start(app, tomcat -> useExecutor(tomcat, own))) {
      KeepAliveLoad.run(server.port(), WORK, 2, 100);

      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      assertThat(app.wrap().pools()).isEmpty();
      assertThat(app.retired()).isZero();
    } finally {
      own.shutdownNow();
    }
  }

  /** The threads of NIO2 never return from a job. */
  @Test
  void leavesNio2Alone() throws Exception {
    RecyclingApp app = new RecyclingApp(10, 0);
    try (HoldingTomcat server = start(app, tomcat -> tomcat.setConnector(HoldingTomcat.nio2()))) {
      Executor own = server.executor(0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);

      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      assertThat(app.wrap().pools()).isEmpty();
    }
  }

  @Test
  void leavesVirtualThreadsAlone() throws Exception {
    if (Runtime.version().feature() < 21) {
      assertThatThrownBy(() -> HoldingTomcat.start(TomcatWrapBehaviour::addVirtualConnector))
          .isInstanceOf(Exception.class);
      return;
    }
    RecyclingApp app = new RecyclingApp(1, 0);
    try (HoldingTomcat server = start(app, TomcatWrapBehaviour::addVirtualConnector)) {
      Executor own = server.executor(0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);

      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      assertThat(app.wrap().pools()).isEmpty();
    }
  }

  private static void addVirtualConnector(Tomcat tomcat) {
    tomcat.setConnector(connector(c -> c.setProperty("useVirtualThreads", "true")));
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

  private static HoldingTomcat start(RecyclingApp app) throws Exception {
    return start(app, tomcat -> tomcat.setConnector(threads(connector -> {})));
  }

  private static HoldingTomcat start(RecyclingApp app, java.util.function.Consumer<Tomcat> setup)
      throws Exception {
    HoldingTomcat server = HoldingTomcat.start(new HoldingApp(), setup);
    Context context = server.add("/work", app);
    assertThat(context.getState().isAvailable()).isTrue();
    // Otherwise the job of the first request would not be wrapped yet.
    app.wrap().install();
    return server;
  }

  private static Connector threads(java.util.function.Consumer<Connector> setup) {
    return connector(
        connector -> {
          connector.setProperty("maxThreads", String.valueOf(THREADS));
          connector.setProperty("minSpareThreads", String.valueOf(THREADS));
          setup.accept(connector);
        });
  }

  private static ThreadPoolExecutor pool(HoldingTomcat server, int connector) {
    return (ThreadPoolExecutor) server.executor(connector);
  }

  private static Object mbean(HoldingTomcat server, String attribute) throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    String label = server.app().adapter().connectors().get(0).connector();
    ObjectName name = new ObjectName("Tomcat:type=ThreadPool,name=" + ObjectName.quote(label));
    return beans.getAttribute(name, attribute);
  }

  /** Pool of a program, which may do anything with the exception of a job. */
  private static final class OwnPool extends ThreadPoolExecutor {
    OwnPool() {
      super(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new TaskQueue(),
          new TaskThreadFactory("own-", true, Thread.NORM_PRIORITY));
      ((TaskQueue) getQueue()).setParent(this);
    }
  }
}
