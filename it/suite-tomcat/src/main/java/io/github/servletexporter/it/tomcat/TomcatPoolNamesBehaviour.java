package io.github.servletexporter.it.tomcat;

import static io.github.servletexporter.it.tomcat.HoldingTomcat.connector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.net.ServerSocket;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;

/** The adapter of an embedded Tomcat names pools, connectors and threads as Tomcat does. */
abstract class TomcatPoolNamesBehaviour {
  @Test
  void namesContainerAndVersion() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start()) {
      assertThat(server.adapter().name()).isEqualTo("tomcat");
      assertThat(server.adapter().version()).isEqualTo(serverInfoVersion());
    }
  }

  private static String serverInfoVersion() {
    return ServerInfo.getServerInfo().substring("Apache Tomcat/".length());
  }

  @Test
  void namesThePoolAsTomcatNamesItsThreads() throws Exception {
    int port = freePort();
    try (HoldingTomcat server =
            HoldingTomcat.start(tomcat -> tomcat.setConnector(connector(c -> c.setPort(port))));
        HeldRequests requests = server.requests()) {
      requests.hold(port, 1);

      assertThat(server.onlyPool().pool()).isEqualTo("http-nio-127.0.0.1-" + port);
      assertThat(server.adapter().connectors())
          .extracting(ConnectorSnapshot::connector)
          .containsExactly("http-nio-127.0.0.1-" + port);
      assertThat(server.onlyWorker().getName()).startsWith(server.onlyPool().pool() + "-exec-");
      assertThat(server.adapter().pools().poolOf(server.onlyWorker()))
          .isEqualTo(server.onlyPool().pool());
    }
  }

  /** Tomcat numbers such connectors within the JVM. */
  @Test
  void leavesAPortThatChangesOutOfTheLabel() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 1);

      assertThat(server.onlyPool().pool()).matches("http-nio-127\\.0\\.0\\.1-auto-\\d+");
      assertThat(server.adapter().pools().poolOf(server.onlyWorker()))
          .isEqualTo(server.onlyPool().pool());
    }
  }

  @Test
  void recognizesThreadsOfNoPool() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start()) {
      assertThat(server.adapter().pools().poolOf(new Thread("worker-1"))).isEqualTo("other");
      assertThat(
              server.adapter().pools().poolOf(new Thread(server.onlyPool().pool() + "-Acceptor")))
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

      List<PoolSnapshot> pools = server.adapter().pools().read();

      assertThat(pools).extracting(PoolSnapshot::pool).doesNotHaveDuplicates().hasSize(3);
      assertThat(pools.get(2).pool()).matches("ajp-nio-127\\.0\\.0\\.1-auto-\\d+");
      assertThat(pools).extracting(PoolSnapshot::busy).containsExactly(3, 1, 0);
      assertThat(pools).extracting(PoolSnapshot::max).containsExactly(200, 2, 200);
      assertThat(server.app().workers())
          .extracting(server.adapter().pools()::poolOf)
          .containsOnly(pools.get(0).pool(), pools.get(1).pool());
      assertThat(server.adapter().connectors())
          .extracting(ConnectorSnapshot::connector)
          .containsExactlyElementsOf(pools.stream().map(PoolSnapshot::pool).toList());
    }
  }

  @Test
  void seesItsOwnServerOnly() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HoldingTomcat other = HoldingTomcat.start();
        HeldRequests requests = other.requests()) {
      requests.hold(other.port(), 2);

      server.awaitBusy(0);
      other.awaitBusy(2);
      assertThat(server.adapter().pools().poolOf(other.onlyWorkers().get(0))).isEqualTo("other");
    }
  }

  @Test
  void followsAConnectorThatStopsAndStarts() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start();
        HeldRequests requests = server.requests()) {
      String label = server.onlyPool().pool();

      server.connector().stop();
      assertThat(server.adapter().pools().read()).isEmpty();

      server.connector().start();
      requests.hold(server.port(), 1);
      assertThat(server.awaitBusy(1).pool()).isEqualTo(label);
    }
  }

  private static Connector twoThreads() {
    return connector(connector -> connector.setProperty("maxThreads", "2"));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
