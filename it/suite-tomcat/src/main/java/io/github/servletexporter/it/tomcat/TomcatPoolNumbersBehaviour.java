package io.github.servletexporter.it.tomcat;

import static io.github.servletexporter.it.tomcat.HoldingTomcat.connector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.catalina.core.StandardVirtualThreadExecutor;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;

/** The numbers of an embedded Tomcat's adapter agree with Tomcat's own objects and MBeans. */
abstract class TomcatPoolNumbersBehaviour {
  private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  @Test
  void readsTheConnectorsOwnPoolAsItsMBeanDoes() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 3);

      PoolSnapshot pool = server.awaitBusy(3);

      assertThat(pool.busy()).isEqualTo(server.mbean("currentThreadsBusy"));
      assertThat(pool.idle()).isEqualTo((int) server.mbean("currentThreadCount") - 3);
      assertThat(pool.max()).isEqualTo(200).isEqualTo(server.mbean("maxThreads"));
      assertThat(pool.min()).isEqualTo(10).isEqualTo(server.mbean("minSpareThreads"));
      assertThat(pool.queued()).isZero();
      assertThat(pool.virtual()).isFalse();
    }
  }

  @Test
  void countsRequestsThatWaitForAThread() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start(tomcat -> tomcat.setConnector(twoThreads()));
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 2);
      requests.send(server.port(), 3);

      org.awaitility.Awaitility.await()
          .untilAsserted(() -> assertThat(server.onlyPool().queued()).isEqualTo(3));
      assertThat(server.onlyPool().busy()).isEqualTo(2);
      assertThat(server.onlyPool().idle()).isZero();
      assertThat(server.onlyPool().max()).isEqualTo(2);
      assertThat(server.onlyPool().min()).isEqualTo(2);
    }
  }

  private static Connector twoThreads() {
    return connector(connector -> connector.setProperty("maxThreads", "2"));
  }

  @Test
  void countsConnectionsAsTheMBeanDoes() throws Exception {
    try (HoldingTomcat server =
            HoldingTomcat.start(
                tomcat ->
                    tomcat.setConnector(connector(c -> c.setProperty("maxConnections", "77"))));
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 4);

      ConnectorSnapshot connector = server.adapter().connectors().get(0);

      assertThat(connector.connections())
          .isGreaterThanOrEqualTo(4)
          .isEqualTo(((Long) server.mbean("connectionCount")).intValue());
      assertThat(connector.max()).isEqualTo(77).isEqualTo(server.mbean("maxConnections"));
    }
  }

  @Test
  void hasNoNumberOfConnectionsWhereTomcatCountsNone() throws Exception {
    try (HoldingTomcat server =
        HoldingTomcat.start(
            tomcat -> tomcat.setConnector(connector(c -> c.setProperty("maxConnections", "-1"))))) {
      assertThat(server.mbean("connectionCount")).isEqualTo(-1L);
      assertThat(server.adapter().connectors().get(0).connections()).isNull();
      assertThat(server.adapter().connectors().get(0).max()).isNull();
    }
  }

  @Test
  void readsASharedExecutorOnce() throws Exception {
    StandardThreadExecutor shared = new StandardThreadExecutor();
    shared.setName("shared");
    shared.setNamePrefix("shared-worker-");
    shared.setMaxThreads(6);
    shared.setMinSpareThreads(5);
    try (HoldingTomcat server =
            HoldingTomcat.start(
                tomcat -> {
                  tomcat.getService().addExecutor(shared);
                  share(tomcat, shared, 2);
                });
        HeldRequests requests = server.requests()) {
      requests.hold(server.connector(0).getLocalPort(), 2);
      requests.hold(server.connector(1).getLocalPort(), 1);

      PoolSnapshot pool = server.onlyPool();

      assertThat(pool).isEqualTo(new PoolSnapshot("shared", 3, 2, 6, 5, 0, false));
      assertThat(pool.busy()).isEqualTo(shared.getActiveCount());
      assertThat(pool.idle()).isEqualTo(shared.getPoolSize() - shared.getActiveCount());
      assertThat(server.app().workers())
          .extracting(server.adapter().pools()::poolOf)
          .containsOnly("shared");
      assertThat(server.adapter().pools().poolNamed("shared")).isEqualTo("shared");
      assertThat(server.adapter().pools().poolNamed("another")).isNull();
      assertThat(server.adapter().connectors()).hasSize(2);
    }
  }

  private static void share(Tomcat tomcat, java.util.concurrent.Executor executor, int connectors) {
    for (int i = 0; i < connectors; i++) {
      Connector connector = connector(c -> {});
      connector.getProtocolHandler().setExecutor(executor);
      tomcat.setConnector(connector);
    }
  }

  /** Spring Boot gives Tomcat a pool in this way. */
  @Test
  void readsAPoolThatAProgramHasSet() throws Exception {
    ThreadPoolExecutor own = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);
    try (HoldingTomcat server = HoldingTomcat.start(tomcat -> share(tomcat, own, 1));
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 2);

      PoolSnapshot pool = server.awaitBusy(2);

      assertThat(pool.busy()).isEqualTo(own.getActiveCount());
      assertThat(pool.idle()).isEqualTo(own.getPoolSize() - own.getActiveCount());
      assertThat(pool.max()).isEqualTo(4);
      assertThat(pool.min()).isEqualTo(4);
      assertThat(server.app().workers())
          .extracting(server.adapter().pools()::poolOf)
          .containsOnly(pool.pool());
    } finally {
      own.shutdownNow();
    }
  }

  @Test
  void hasOnlyALabelForAnOpaqueExecutor() throws Exception {
    ExecutorService silent =
        Executors.unconfigurableExecutorService(Executors.newCachedThreadPool());
    try (HoldingTomcat server = HoldingTomcat.start(tomcat -> share(tomcat, silent, 1))) {
      assertThat(server.onlyPool())
          .isEqualTo(
              new PoolSnapshot(server.onlyPool().pool(), null, null, null, null, null, false));
    } finally {
      silent.shutdownNow();
    }
  }

  @Test
  void hasNoNumbersForVirtualThreads() throws Exception {
    if (!HAS_VIRTUAL_THREADS) {
      assertThatThrownBy(
              () -> HoldingTomcat.start(TomcatPoolNumbersBehaviour::addVirtualConnectors))
          .isInstanceOf(Exception.class);
      return;
    }
    try (HoldingTomcat server =
            HoldingTomcat.start(TomcatPoolNumbersBehaviour::addVirtualConnectors);
        HeldRequests requests = server.requests()) {
      requests.hold(server.connector(0).getLocalPort(), 1);
      requests.hold(server.connector(1).getLocalPort(), 1);

      List<PoolSnapshot> pools = server.adapter().pools().read();

      assertThat(pools).hasSize(2).allSatisfy(TomcatPoolNumbersBehaviour::hasNoNumbers);
      assertThat(server.app().workers())
          .extracting(server.adapter().pools()::poolOf)
          .containsExactlyInAnyOrder(pools.get(0).pool(), pools.get(1).pool());
    }
  }

  private static void addVirtualConnectors(Tomcat tomcat) {
    tomcat.setConnector(connector(c -> c.setProperty("useVirtualThreads", "true")));
    tomcat.setConnector(connector(c -> c.setProperty("useVirtualThreads", "true")));
  }

  @Test
  void hasNoNumbersForASharedVirtualExecutor() throws Exception {
    StandardVirtualThreadExecutor shared = new StandardVirtualThreadExecutor();
    shared.setName("virtual");
    if (!HAS_VIRTUAL_THREADS) {
      assertThatThrownBy(() -> HoldingTomcat.start(tomcat -> add(tomcat, shared)))
          .isInstanceOf(LifecycleException.class);
      return;
    }
    try (HoldingTomcat server = HoldingTomcat.start(tomcat -> add(tomcat, shared));
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 1);

      assertThat(server.onlyPool().pool()).isEqualTo("virtual");
      hasNoNumbers(server.onlyPool());
      assertThat(server.adapter().pools().poolOf(server.onlyWorker())).isEqualTo("virtual");
    }
  }

  private static void add(Tomcat tomcat, StandardVirtualThreadExecutor shared) {
    tomcat.getService().addExecutor(shared);
    share(tomcat, shared, 1);
  }

  private static void hasNoNumbers(PoolSnapshot pool) {
    assertThat(pool).isEqualTo(new PoolSnapshot(pool.pool(), null, null, null, null, null, true));
  }
}
