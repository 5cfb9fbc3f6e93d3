package io.github.servletexporter.it.tomcat;

import static io.github.servletexporter.it.tomcat.HoldingTomcat.connector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.pool.HoldingApp;
import io.github.servletexporter.it.tomcat.RecyclingApp.Worker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Test of recycling the workers of an embedded Tomcat's own pools from inside a web application.
 */
abstract class TomcatWrapTest {
  static final int THREADS = 8;

  static final String WORK = "/work" + RecyclingApp.WORK;

  private static final String OWNER = "io.github.servletexporter.pool-wrap-owner";

  private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

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

  static HoldingTomcat start(RecyclingApp app) throws Exception {
    return start(app, tomcat -> tomcat.setConnector(threads(connector -> {})));
  }

  static HoldingTomcat start(RecyclingApp app, java.util.function.Consumer<Tomcat> setup)
      throws Exception {
    HoldingTomcat server = HoldingTomcat.start(new HoldingApp(), setup);
    Context context = server.add("/work", app);
    assertThat(context.getState().isAvailable()).isTrue();
    // Otherwise the job of the first request would not be wrapped yet.
    app.wrap().install();
    return server;
  }

  static Connector threads(java.util.function.Consumer<Connector> setup) {
    return connector(
        connector -> {
          connector.setProperty("maxThreads", String.valueOf(THREADS));
          connector.setProperty("minSpareThreads", String.valueOf(THREADS));
          setup.accept(connector);
        });
  }

  static void useExecutor(Tomcat tomcat, Executor executor) {
    Connector connector = connector(c -> {});
    connector.getProtocolHandler().setExecutor(executor);
    tomcat.setConnector(connector);
  }

  static ThreadPoolExecutor pool(HoldingTomcat server, int connector) {
    return (ThreadPoolExecutor) server.executor(connector);
  }

  static void assertRetiredExactly(RecyclingApp app) {
    for (Worker worker : app.workers()) {
      if (worker.thread().isAlive()) {
        assertThat(worker.overshoot()).as("a live worker").isNegative();
      } else {
        assertThat(worker.overshoot()).as("an ended worker").isBetween(0, 1);
      }
    }
  }
}
