package io.github.servletexporter.it.jetty;

import static io.github.servletexporter.it.jetty.HoldingJetty.connector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.it.pool.HoldingApp;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.ExecutorThreadPool;
import org.eclipse.jetty.util.thread.MonitoredQueuedThreadPool;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.junit.jupiter.api.Test;

/** The adapter of an embedded Jetty agrees with Jetty's own objects. */
public abstract class JettyPoolBehaviour {
  private final ServletEnvironment environment;

  /**
   * Creates the tests for a Jetty version.
   *
   * @param environment the factory of web applications for one version of the Servlet API
   */
  protected JettyPoolBehaviour(ServletEnvironment environment) {
    this.environment = environment;
  }

  @Test
  void namesContainerAndVersion() throws Exception {
    try (HoldingJetty jetty = start(new Server())) {
      assertThat(adapter(jetty).name()).isEqualTo("jetty");
      assertThat(adapter(jetty).version()).isEqualTo(Server.getVersion());
    }
  }

  @Test
  void readsTheServersPoolAsItReadsItself() throws Exception {
    QueuedThreadPool own = new QueuedThreadPool(40, 12);
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 3);
      await().until(() -> own.getUtilizedThreads() == 3);

      PoolSnapshot pool = onlyPool(jetty);

      assertThat(pool.pool()).isEqualTo("qtp");
      assertThat(pool.busy()).isEqualTo(own.getBusyThreads()).isEqualTo(3 + own.getLeasedThreads());
      assertThat(pool.idle()).isEqualTo(own.getReadyThreads());
      assertThat(pool.max()).isEqualTo(40);
      assertThat(pool.min()).isEqualTo(12);
      assertThat(pool.queued()).isZero();
      assertThat(pool.virtual()).isFalse();
    }
  }

  @Test
  void countsRequestsThatWaitForAThread() throws Exception {
    QueuedThreadPool own = new QueuedThreadPool(4, 4);
    own.setReservedThreads(0);
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);
      requests.send(jetty.port(), 3);

      await().untilAsserted(() -> assertThat(onlyPool(jetty).queued()).isPositive());
      await()
          .untilAsserted(() -> assertThat(onlyPool(jetty).queued()).isEqualTo(own.getQueueSize()));
      assertThat(onlyPool(jetty).busy()).isEqualTo(4).isEqualTo(onlyPool(jetty).max());
      assertThat(onlyPool(jetty).idle()).isZero();
    }
  }

  @Test
  void namesThePoolAsTheUserDoes() throws Exception {
    MonitoredQueuedThreadPool own = new MonitoredQueuedThreadPool();
    own.setName("web");
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);

      assertThat(onlyPool(jetty).pool()).isEqualTo("web");
      assertThat(adapter(jetty).pools().poolNamed("web")).isEqualTo("web");
      assertThat(adapter(jetty).pools().poolNamed("another")).isNull();
      assertThat(jetty.app().workers())
          .extracting(adapter(jetty).pools()::poolOf)
          .containsOnly("web");
      assertThat(adapter(jetty).pools().poolOf(new Thread("worker-1"))).isEqualTo("other");
    }
  }

  /** Jetty names a pool after its hash code by default. */
  @Test
  void findsAPoolByTheNameThatJettyMakesUp() throws Exception {
    QueuedThreadPool own = new QueuedThreadPool();
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);

      assertThat(adapter(jetty).pools().poolNamed(own.getName())).isEqualTo("qtp");
      assertThat(jetty.app().workers())
          .extracting(adapter(jetty).pools()::poolOf)
          .containsOnly("qtp");
    }
  }

  @Test
  void readsAPoolOverAnExecutor() throws Exception {
    ExecutorThreadPool own = new ExecutorThreadPool(20, 6);
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 3);

      await()
          .untilAsserted(
              () -> {
                PoolSnapshot pool = onlyPool(jetty);
                assertThat(pool.idle()).isEqualTo(own.getIdleThreads());
                assertThat(pool.busy())
                    .isGreaterThanOrEqualTo(3)
                    .isEqualTo(own.getThreads() - own.getIdleThreads());
              });
      assertThat(onlyPool(jetty).pool()).isEqualTo("etp");
      assertThat(onlyPool(jetty).max()).isEqualTo(20);
      assertThat(onlyPool(jetty).min()).isEqualTo(own.getMinThreads());
      assertThat(onlyPool(jetty).queued()).isNull();
      assertThat(jetty.app().workers())
          .extracting(adapter(jetty).pools()::poolOf)
          .containsOnly("etp");
    }
  }

  @Test
  void keepsConnectorsApart() throws Exception {
    int port = freePort();
    try (HoldingJetty jetty =
            start(
                server -> {
                  server.addConnector(connector(server));
                  server.addConnector(fixed(connector(server), port));
                  server.addConnector(named(connector(server)));
                });
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(0), 2);
      requests.hold(port, 1);

      assertThat(adapter(jetty).connectors())
          .containsExactly(
              new ConnectorSnapshot("http/1.1:auto-1", 2, null),
              new ConnectorSnapshot("http/1.1:" + port, 1, null),
              new ConnectorSnapshot("admin", 0, null));
      assertThat(adapter(jetty).pools().read())
          .extracting(PoolSnapshot::pool)
          .containsExactly("qtp");
    }
  }

  private static ServerConnector fixed(ServerConnector connector, int port) {
    connector.setPort(port);
    return connector;
  }

  private static ServerConnector named(ServerConnector connector) {
    connector.setName("admin");
    return connector;
  }

  @Test
  void knowsALimitOfConnections() throws Exception {
    try (HoldingJetty jetty =
        start(
            server -> {
              server.addConnector(connector(server));
              server.addBean(new NetworkConnectionLimit(33, server));
            })) {
      assertThat(adapter(jetty).connectors())
          .extracting(ConnectorSnapshot::max)
          .containsExactly(33);
    }
  }

  @Test
  void findsThePoolThatAConnectorHasForItself() throws Exception {
    QueuedThreadPool own = new QueuedThreadPool(16, 3);
    own.setName("own");
    try (HoldingJetty jetty =
            start(
                server -> {
                  server.addConnector(connector(server));
                  server.addBean(own);
                  server.addConnector(
                      new ServerConnector(
                          server,
                          own,
                          null,
                          null,
                          1,
                          1,
                          new org.eclipse.jetty.server.HttpConnectionFactory()));
                });
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(1), 2);
      await().until(() -> own.getUtilizedThreads() == 2);

      assertThat(adapter(jetty).pools().read())
          .extracting(PoolSnapshot::pool)
          .containsExactly("qtp", "own");
      assertThat(adapter(jetty).pools().read().get(1).busy()).isEqualTo(own.getBusyThreads());
      assertThat(jetty.app().workers())
          .extracting(adapter(jetty).pools()::poolOf)
          .containsOnly("own");
    }
  }

  /** Before Java 21 there are no virtual threads, and Jetty returns null for their executor. */
  @Test
  void keepsThePoolAndTheVirtualThreadsThatItHandsRequestsToApart() throws Exception {
    Executor virtualThreads = VirtualThreads.getDefaultVirtualThreadsExecutor();
    QueuedThreadPool own = new QueuedThreadPool();
    own.setVirtualThreadsExecutor(virtualThreads);
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);

      List<PoolSnapshot> pools = adapter(jetty).pools().read();

      if (virtualThreads == null) {
        assertThat(pools).extracting(PoolSnapshot::pool).containsExactly("qtp");
        assertThat(jetty.app().workers())
            .extracting(adapter(jetty).pools()::poolOf)
            .containsOnly("qtp");
        return;
      }
      assertThat(pools).extracting(PoolSnapshot::pool).containsExactly("qtp", "qtp-virtual");
      assertThat(pools.get(0).max()).isEqualTo(own.getMaxThreads());
      assertThat(pools.get(1))
          .isEqualTo(new PoolSnapshot("qtp-virtual", null, null, null, null, null, true));
      assertThat(jetty.app().workers())
          .extracting(adapter(jetty).pools()::poolOf)
          .containsOnly("qtp-virtual");
    }
  }

  @Test
  void readsTheNumbersOfAVirtualThreadPool() throws Exception {
    if (!VirtualThreads.areSupported()) {
      assertThatThrownBy(VirtualThreadPool::new).isInstanceOf(IllegalStateException.class);
      return;
    }
    VirtualThreadPool own = new VirtualThreadPool();
    own.setName("virtual");
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);

      assertThat(onlyPool(jetty))
          .isEqualTo(
              new PoolSnapshot("virtual", null, null, own.getMaxThreads(), null, null, true));
      assertThat(jetty.app().workers())
          .extracting(adapter(jetty).pools()::poolOf)
          .containsOnly("virtual");
    }
  }

  @Test
  void seesItsOwnServerOnly() throws Exception {
    try (HoldingJetty jetty = start(new Server());
        HoldingJetty other = start(new Server());
        HeldRequests requests = other.requests()) {
      requests.hold(other.port(), 2);

      assertThat(adapter(jetty).connectors().get(0).connections()).isZero();
      assertThat(adapter(other).connectors().get(0).connections()).isEqualTo(2);
      assertThat(other.app().workers())
          .extracting(adapter(jetty).pools()::poolOf)
          .containsOnly("other");
    }
  }

  private HoldingJetty start(Server server) throws Exception {
    return HoldingJetty.start(environment, server);
  }

  private HoldingJetty start(Consumer<Server> setup) throws Exception {
    return HoldingJetty.start(environment, new Server(), new HoldingApp(), setup);
  }

  private static ContainerAdapter adapter(HoldingJetty jetty) {
    return jetty.app().adapter();
  }

  private static PoolSnapshot onlyPool(HoldingJetty jetty) {
    List<PoolSnapshot> pools = adapter(jetty).pools().read();
    assertThat(pools).hasSize(1);
    return pools.get(0);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
