package io.github.servletexporter.it.jetty;

import static io.github.servletexporter.it.jetty.HoldingJetty.connector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.MonitoredQueuedThreadPool;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;

/** The adapter of an embedded Jetty names pools, connectors and threads as Jetty does. */
abstract class JettyPoolNamesBehaviour extends JettyPoolTest {
  JettyPoolNamesBehaviour(ServletEnvironment environment) {
    super(environment);
  }

  @Test
  void namesContainerAndVersion() throws Exception {
    try (HoldingJetty jetty = start(new Server())) {
      assertThat(jetty.adapter().name()).isEqualTo("jetty");
      assertThat(jetty.adapter().version()).isEqualTo(Server.getVersion());
    }
  }

  @Test
  void namesThePoolAsTheUserDoes() throws Exception {
    MonitoredQueuedThreadPool own = new MonitoredQueuedThreadPool();
    own.setName("web");
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);

      assertThat(jetty.onlyPool().pool()).isEqualTo("web");
      assertThat(jetty.adapter().pools().poolNamed("web")).isEqualTo("web");
      assertThat(jetty.adapter().pools().poolNamed("another")).isNull();
      assertThat(jetty.app().workers())
          .extracting(jetty.adapter().pools()::poolOf)
          .containsOnly("web");
      assertThat(jetty.adapter().pools().poolOf(new Thread("worker-1"))).isEqualTo("other");
    }
  }

  /** Jetty names a pool after its hash code by default. */
  @Test
  void findsAPoolByTheNameThatJettyMakesUp() throws Exception {
    QueuedThreadPool own = new QueuedThreadPool();
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);

      assertThat(jetty.adapter().pools().poolNamed(own.getName())).isEqualTo("qtp");
      assertThat(jetty.app().workers())
          .extracting(jetty.adapter().pools()::poolOf)
          .containsOnly("qtp");
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

      assertThat(jetty.adapter().connectors())
          .containsExactly(
              new ConnectorSnapshot("http/1.1:auto-1", 2, null),
              new ConnectorSnapshot("http/1.1:" + port, 1, null),
              new ConnectorSnapshot("admin", 0, null));
      assertThat(jetty.adapter().pools().read())
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

  /** Before Java 21 there are no virtual threads, and Jetty returns null for their executor. */
  @Test
  void keepsThePoolAndTheVirtualThreadsThatItHandsRequestsToApart() throws Exception {
    Executor virtualThreads = VirtualThreads.getDefaultVirtualThreadsExecutor();
    QueuedThreadPool own = new QueuedThreadPool();
    own.setVirtualThreadsExecutor(virtualThreads);
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);

      List<PoolSnapshot> pools = jetty.adapter().pools().read();

      if (virtualThreads == null) {
        assertThat(pools).extracting(PoolSnapshot::pool).containsExactly("qtp");
        assertThat(jetty.app().workers())
            .extracting(jetty.adapter().pools()::poolOf)
            .containsOnly("qtp");
        return;
      }
      assertThat(pools).extracting(PoolSnapshot::pool).containsExactly("qtp", "qtp-virtual");
      assertThat(pools.get(0).max()).isEqualTo(own.getMaxThreads());
      assertThat(pools.get(1))
          .isEqualTo(new PoolSnapshot("qtp-virtual", null, null, null, null, null, true));
      assertThat(jetty.app().workers())
          .extracting(jetty.adapter().pools()::poolOf)
          .containsOnly("qtp-virtual");
    }
  }

  @Test
  void seesItsOwnServerOnly() throws Exception {
    try (HoldingJetty jetty = start(new Server());
        HoldingJetty other = start(new Server());
        HeldRequests requests = other.requests()) {
      requests.hold(other.port(), 2);

      assertThat(jetty.adapter().connectors().get(0).connections()).isZero();
      assertThat(other.adapter().connectors().get(0).connections()).isEqualTo(2);
      assertThat(other.app().workers())
          .extracting(jetty.adapter().pools()::poolOf)
          .containsOnly("other");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
