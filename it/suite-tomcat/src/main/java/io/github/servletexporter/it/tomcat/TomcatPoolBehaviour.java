package io.github.servletexporter.it.tomcat;

import static io.github.servletexporter.it.tomcat.HoldingTomcat.connector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.catalina.core.StandardVirtualThreadExecutor;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;

/** The adapter of an embedded Tomcat agrees with Tomcat's own objects and MBeans. */
public abstract class TomcatPoolBehaviour {
  private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  /** Creates the tests for a Tomcat version. */
  protected TomcatPoolBehaviour() {}

  @Test
  void namesContainerAndVersion() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start()) {
      assertThat(adapter(server).name()).isEqualTo("tomcat");
      assertThat(adapter(server).version()).isEqualTo(serverInfoVersion());
    }
  }

  private static String serverInfoVersion() {
    return ServerInfo.getServerInfo().substring("Apache Tomcat/".length());
  }

  @Test
  void readsTheConnectorsOwnPoolAsItsMBeanDoes() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 3);

      PoolSnapshot pool = onlyPool(server);

      assertThat(pool.busy()).isEqualTo(3).isEqualTo(mbean(server, "currentThreadsBusy"));
      assertThat(pool.idle()).isEqualTo((int) mbean(server, "currentThreadCount") - 3);
      assertThat(pool.max()).isEqualTo(200).isEqualTo(mbean(server, "maxThreads"));
      assertThat(pool.min()).isEqualTo(10).isEqualTo(mbean(server, "minSpareThreads"));
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
          .untilAsserted(() -> assertThat(onlyPool(server).queued()).isEqualTo(3));
      assertThat(onlyPool(server).busy()).isEqualTo(2);
      assertThat(onlyPool(server).idle()).isZero();
      assertThat(onlyPool(server).max()).isEqualTo(2);
      assertThat(onlyPool(server).min()).isEqualTo(2);
    }
  }

  private static Connector twoThreads() {
    return connector(connector -> connector.setProperty("maxThreads", "2"));
  }

  @Test
  void namesThePoolAsTomcatNamesItsThreads() throws Exception {
    int port = freePort();
    try (HoldingTomcat server =
            HoldingTomcat.start(tomcat -> tomcat.setConnector(connector(c -> c.setPort(port))));
        HeldRequests requests = server.requests()) {
      requests.hold(port, 1);

      assertThat(onlyPool(server).pool()).isEqualTo("http-nio-127.0.0.1-" + port);
      assertThat(adapter(server).connectors())
          .extracting(ConnectorSnapshot::connector)
          .containsExactly("http-nio-127.0.0.1-" + port);
      assertThat(onlyWorker(server).getName()).startsWith(onlyPool(server).pool() + "-exec-");
      assertThat(adapter(server).pools().poolOf(onlyWorker(server)))
          .isEqualTo(onlyPool(server).pool());
    }
  }

  /** Tomcat numbers such connectors within the JVM. */
  @Test
  void leavesAPortThatChangesOutOfTheLabel() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 1);

      assertThat(onlyPool(server).pool()).matches("http-nio-127\\.0\\.0\\.1-auto-\\d+");
      assertThat(adapter(server).pools().poolOf(onlyWorker(server)))
          .isEqualTo(onlyPool(server).pool());
    }
  }

  @Test
  void recognizesThreadsOfNoPool() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start()) {
      assertThat(adapter(server).pools().poolOf(new Thread("worker-1"))).isEqualTo("other");
      assertThat(adapter(server).pools().poolOf(new Thread(onlyPool(server).pool() + "-Acceptor")))
          .isEqualTo("other");
    }
  }

  @Test
  void keepsConnectorsApart() throws Exception {
    try (HoldingTomcat server =
            HoldingTomcat.start(
                tomcat -> {
                  tomcat.setConnector(connector(connector -> {}));
                  tomcat.setConnector(twoThreads());
                  tomcat.setConnector(HoldingTomcat.ajp());
                });
        HeldRequests requests = server.requests()) {
      requests.hold(server.connector(0).getLocalPort(), 3);
      requests.hold(server.connector(1).getLocalPort(), 1);

      List<PoolSnapshot> pools = adapter(server).pools().read();

      assertThat(pools).extracting(PoolSnapshot::pool).doesNotHaveDuplicates().hasSize(3);
      assertThat(pools.get(2).pool()).matches("ajp-nio-127\\.0\\.0\\.1-auto-\\d+");
      assertThat(pools).extracting(PoolSnapshot::busy).containsExactly(3, 1, 0);
      assertThat(pools).extracting(PoolSnapshot::max).containsExactly(200, 2, 200);
      assertThat(server.app().workers())
          .extracting(adapter(server).pools()::poolOf)
          .containsOnly(pools.get(0).pool(), pools.get(1).pool());
      assertThat(adapter(server).connectors())
          .extracting(ConnectorSnapshot::connector)
          .containsExactlyElementsOf(pools.stream().map(PoolSnapshot::pool).toList());
    }
  }

  @Test
  void countsConnectionsAsTheMBeanDoes() throws Exception {
    try (HoldingTomcat server =
            HoldingTomcat.start(
                tomcat ->
                    tomcat.setConnector(connector(c -> c.setProperty("maxConnections", "77"))));
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 4);

      ConnectorSnapshot connector = adapter(server).connectors().get(0);

      assertThat(connector.connections())
          .isGreaterThanOrEqualTo(4)
          .isEqualTo(((Long) mbean(server, "connectionCount")).intValue());
      assertThat(connector.max()).isEqualTo(77).isEqualTo(mbean(server, "maxConnections"));
    }
  }

  @Test
  void hasNoNumberOfConnectionsWhereTomcatCountsNone() throws Exception {
    try (HoldingTomcat server =
        HoldingTomcat.start(
            tomcat -> tomcat.setConnector(connector(c -> c.setProperty("maxConnections", "-1"))))) {
      assertThat(mbean(server, "connectionCount")).isEqualTo(-1L);
      assertThat(adapter(server).connectors().get(0).connections()).isNull();
      assertThat(adapter(server).connectors().get(0).max()).isNull();
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

      PoolSnapshot pool = onlyPool(server);

      assertThat(pool).isEqualTo(new PoolSnapshot("shared", 3, 2, 6, 5, 0, false));
      assertThat(pool.busy()).isEqualTo(shared.getActiveCount());
      assertThat(pool.idle()).isEqualTo(shared.getPoolSize() - shared.getActiveCount());
      assertThat(server.app().workers())
          .extracting(adapter(server).pools()::poolOf)
          .containsOnly("shared");
      assertThat(adapter(server).pools().poolNamed("shared")).isEqualTo("shared");
      assertThat(adapter(server).pools().poolNamed("another")).isNull();
      assertThat(adapter(server).connectors()).hasSize(2);
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

      PoolSnapshot pool = onlyPool(server);

      assertThat(pool.busy()).isEqualTo(2).isEqualTo(own.getActiveCount());
      assertThat(pool.idle()).isEqualTo(own.getPoolSize() - own.getActiveCount());
      assertThat(pool.max()).isEqualTo(4);
      assertThat(pool.min()).isEqualTo(4);
      assertThat(server.app().workers())
          .extracting(adapter(server).pools()::poolOf)
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
      assertThat(onlyPool(server))
          .isEqualTo(
              new PoolSnapshot(onlyPool(server).pool(), null, null, null, null, null, false));
    } finally {
      silent.shutdownNow();
    }
  }

  @Test
  void seesItsOwnServerOnly() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HoldingTomcat other = HoldingTomcat.start();
        HeldRequests requests = other.requests()) {
      requests.hold(other.port(), 2);

      assertThat(onlyPool(server).busy()).isZero();
      assertThat(onlyPool(other).busy()).isEqualTo(2);
      assertThat(adapter(server).pools().poolOf(onlyWorkers(other).get(0))).isEqualTo("other");
    }
  }

  @Test
  void followsAConnectorThatStopsAndStarts() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HeldRequests requests = server.requests()) {
      String label = onlyPool(server).pool();

      server.connector().stop();
      assertThat(adapter(server).pools().read()).isEmpty();

      server.connector().start();
      requests.hold(server.port(), 1);
      assertThat(onlyPool(server).pool()).isEqualTo(label);
      assertThat(onlyPool(server).busy()).isOne();
    }
  }

  @Test
  void hasNoNumbersForVirtualThreads() throws Exception {
    if (!HAS_VIRTUAL_THREADS) {
      assertThatThrownBy(() -> HoldingTomcat.start(TomcatPoolBehaviour::addVirtualConnectors))
          .isInstanceOf(Exception.class);
      return;
    }
    try (HoldingTomcat server = HoldingTomcat.start(TomcatPoolBehaviour::addVirtualConnectors);
        HeldRequests requests = server.requests()) {
      requests.hold(server.connector(0).getLocalPort(), 1);
      requests.hold(server.connector(1).getLocalPort(), 1);

      List<PoolSnapshot> pools = adapter(server).pools().read();

      assertThat(pools).hasSize(2).allSatisfy(TomcatPoolBehaviour::hasNoNumbers);
      assertThat(server.app().workers())
          .extracting(adapter(server).pools()::poolOf)
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

      assertThat(onlyPool(server).pool()).isEqualTo("virtual");
      hasNoNumbers(onlyPool(server));
      assertThat(adapter(server).pools().poolOf(onlyWorker(server))).isEqualTo("virtual");
    }
  }

  private static void add(Tomcat tomcat, StandardVirtualThreadExecutor shared) {
    tomcat.getService().addExecutor(shared);
    share(tomcat, shared, 1);
  }

  private static void hasNoNumbers(PoolSnapshot pool) {
    assertThat(pool).isEqualTo(new PoolSnapshot(pool.pool(), null, null, null, null, null, true));
  }

  private static ContainerAdapter adapter(HoldingTomcat server) {
    return server.app().adapter();
  }

  private static PoolSnapshot onlyPool(HoldingTomcat server) {
    List<PoolSnapshot> pools = adapter(server).pools().read();
    assertThat(pools).hasSize(1);
    return pools.get(0);
  }

  private static List<Thread> onlyWorkers(HoldingTomcat server) {
    return List.copyOf(server.app().workers());
  }

  private static Thread onlyWorker(HoldingTomcat server) {
    assertThat(server.app().workers()).hasSize(1);
    return onlyWorkers(server).get(0);
  }

  private static Object mbean(HoldingTomcat server, String attribute) throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    String label = adapter(server).connectors().get(0).connector();
    ObjectName name = new ObjectName("Tomcat:type=ThreadPool,name=" + ObjectName.quote(label));
    return beans.getAttribute(name, attribute);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
