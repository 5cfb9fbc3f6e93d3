package io.github.servletexporter.container.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.container.load.FilterPart;
import io.github.servletexporter.container.load.PoolSettings;
import io.github.servletexporter.container.load.Pools;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Executor;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardService;
import org.apache.tomcat.util.IntrospectionUtils;
import org.apache.tomcat.util.threads.TaskThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behaviour of the executor that is specific to Tomcat. */
class RecyclingExecutorTest {

  private final RecyclingExecutor executor = new RecyclingExecutor(4, 2, 1_000, 100);

  @AfterEach
  void stop() throws Exception {
    if (executor.getState().isAvailable()) {
      executor.stop();
    }
  }

  @Test
  void hasThePropertiesItWasCreatedWith() {
    assertThat(executor.getMaxThreads()).isEqualTo(4);
    assertThat(executor.getMinSpareThreads()).isEqualTo(2);
    assertThat(executor.getMaxRequests()).isEqualTo(1_000);
    assertThat(executor.getMaxRequestsJitter()).isEqualTo(100);
  }

  @Test
  void recyclesNothingByDefault() {
    RecyclingExecutor plain = new RecyclingExecutor();

    assertThat(plain.getMaxThreads()).isEqualTo(200);
    assertThat(plain.getMinSpareThreads()).isEqualTo(25);
    assertThat(plain.getMaxRequests()).isZero();
    assertThat(plain.getMaxLifetimeSeconds()).isZero();
  }

  @Test
  void namesAnInvalidNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecyclingExecutor(4, 2, -1, 0))
        .withMessage("maxRequests: expected a whole number from 0 to 2147483647, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecyclingExecutor(4, 5, 0, 0))
        .withMessage("maxThreads: expected at least minSpareThreads, 5, but was 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecyclingExecutor(0, 0, 0, 0))
        .withMessageStartingWith("maxThreads: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecyclingExecutor(4, -1, 0, 0))
        .withMessageStartingWith("minSpareThreads: ");
  }

  @Test
  void doesNotStartWithAttributesThatTomcatCouldNotSet() {
    IntrospectionUtils.setProperty(executor, "maxRequests", "-1");
    IntrospectionUtils.setProperty(executor, "maxRequestsJitter", "many");
    IntrospectionUtils.setProperty(executor, "maxRequest", "1000");

    assertThatExceptionOfType(LifecycleException.class)
        .isThrownBy(executor::start)
        .withStackTraceContaining(
            """
            maxRequest: unknown attribute; the attributes for recycling are \
            [maxRequests, maxRequestsJitter, maxLifetimeSeconds, maxLifetimeJitterSeconds]
            maxRequests: expected a whole number from 0 to 2147483647, but was -1
            maxRequestsJitter: expected a whole number, but was "many"\
            """);
    assertThat(Pools.names()).isEmpty();
  }

  @Test
  void startsAfterAnInvalidAttributeWasCorrected() throws Exception {
    IntrospectionUtils.setProperty(executor, "maxRequests", "-1");
    IntrospectionUtils.setProperty(executor, "maxRequests", "1");
    IntrospectionUtils.setProperty(executor, "maxLifetimeSeconds", "60");
    IntrospectionUtils.setProperty(executor, "maxLifetimeJitterSeconds", "6");

    executor.start();

    assertThat(Pools.attribute("MaxRequests")).isEqualTo(1);
    assertThat(Pools.attribute("MaxLifetimeSeconds")).isEqualTo(60L);
    assertThat(Pools.attribute("MaxLifetimeJitterSeconds")).isEqualTo(6L);
  }

  @Test
  void doesNotStartWithFewerThreadsThanItKeepsSpare() {
    executor.setMaxThreads(1);

    assertThatExceptionOfType(LifecycleException.class)
        .isThrownBy(executor::start)
        .withStackTraceContaining("maxThreads: expected at least minSpareThreads, 2, but was 1");
  }

  @Test
  void leavesNothingWhenItCannotStartItsThreads() {
    AtomicBoolean first = new AtomicBoolean(true);
    RecyclingExecutor poor =
        new RecyclingExecutor(
            start -> {
              if (!first.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              start.run();
            });
    poor.setNamePrefix("poor-");

    assertThatExceptionOfType(LifecycleException.class).isThrownBy(poor::start);

    assertThat(poor.getState()).isEqualTo(LifecycleState.FAILED);
    assertThat(Pools.names()).isEmpty();
    await().until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(this::isPoor));
  }

  private boolean isPoor(Thread thread) {
    return thread.getName().startsWith("poor-");
  }

  @Test
  void keepsAMaximumThatIsConfiguredAtRunTime() throws Exception {
    executor.start();

    executor.setMaxThreads(8);
    executor.setMinSpareThreads(6);

    assertThat(executor.getMaxThreads()).isEqualTo(8);
    assertThat(executor.getCorePoolSize()).isEqualTo(6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> executor.resizePool(9, 9))
        .withMessage("minSpareThreads: expected at most maxThreads, 8, but was 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> executor.resizePool(6, 5))
        .withMessage("maxThreads: expected at least minSpareThreads, 6, but was 5");
    executor.resizePool(1, 3);
    assertThat(executor.getMaxThreads()).isEqualTo(3);
  }

  @Test
  void refusesATaskWhenTheQueueIsFullAndNoThreadStarts() throws Exception {
    AtomicBoolean exhausted = new AtomicBoolean();
    RecyclingExecutor poor =
        new RecyclingExecutor(
            start -> {
              if (exhausted.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              start.run();
            });
    poor.setMaxThreads(2);
    poor.setMinSpareThreads(1);
    poor.setMaxQueueSize(1);
    poor.start();
    exhausted.set(true);
    CompletableFuture<Void> started = new CompletableFuture<>();
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Void> ran = new CompletableFuture<>();
    try {
      poor.execute(
          () -> {
            started.complete(null);
            end.join();
          });
      started.join();
      poor.execute(() -> ran.complete(null));

      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(() -> poor.execute(() -> {}));

      end.complete(null);
      ran.join();
    } finally {
      poor.stop();
    }
  }

  @Test
  void renewsItsThreadsWhenAWebApplicationStops() throws Exception {
    executor.setThreadRenewalDelay(0);
    executor.start();
    Thread old = worker();
    await().until(() -> System.currentTimeMillis() > creationTime(old));

    executor.contextStopping();

    await()
        .until(
            () -> {
              worker();
              return !old.isAlive();
            });
    // The other worker is also renewed and missing for a moment.
    await().until(() -> executor.getPoolSize() == 2);
    assertThat(Pools.attribute("RecycledWorkers")).isEqualTo(0L);
  }

  private static long creationTime(Thread thread) {
    return ((TaskThread) thread).getCreationTime();
  }

  private Thread worker() {
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    executor.execute(() -> worker.complete(Thread.currentThread()));
    return worker.join();
  }

  @Test
  void receivesAnUnusedNameWhenItIsInstalled() {
    StandardService service = new StandardService();
    Connector connector = new Connector();

    executor.install(service, connector);
    RecyclingExecutor second = new RecyclingExecutor(4, 2, 0, 0).install(service);

    assertThat(service.findExecutors())
        .extracting(Executor::getName)
        .containsExactly("recycling", "recycling-2");
    assertThat(connector.getProtocolHandler().getExecutor()).isSameAs(executor);
    assertThat(second.getName()).isEqualTo("recycling-2");
  }

  @Test
  void refusesAConnectorThatHasStarted() throws Exception {
    TomcatServer server = new TomcatServer(PoolSettings.of(1), new FilterPart(), path -> {});
    Service service = server.tomcat().getService();
    Connector connector = server.tomcat().getConnector();
    try {
      assertThatIllegalStateException()
          .isThrownBy(() -> executor.install(service, connector))
          .withMessageEndingWith(
              "has already started; install the executor before the connector starts");
      assertThat(service.findExecutors()).hasSize(1);
    } finally {
      server.destroy();
    }
  }
}
