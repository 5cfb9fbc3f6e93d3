package io.github.servletexporter.it.jetty;

import static io.github.servletexporter.it.jetty.HoldingJetty.connector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.PoolSnapshot;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.ExecutorThreadPool;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.junit.jupiter.api.Test;

/** The numbers of an embedded Jetty's adapter agree with Jetty's own objects. */
abstract class JettyPoolNumbersBehaviour extends JettyPoolTest {
  JettyPoolNumbersBehaviour(ServletEnvironment environment) {
    super(environment);
  }

  @Test
  void readsTheServersPoolAsItReadsItself() throws Exception {
    QueuedThreadPool own = new QueuedThreadPool(40, 12);
    try (HoldingJetty jetty = start(new Server(own));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 3);
      await().until(() -> own.getUtilizedThreads() == 3);

      PoolSnapshot pool = jetty.onlyPool();

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

      await().untilAsserted(() -> assertThat(jetty.onlyPool().queued()).isPositive());
      await()
          .untilAsserted(() -> assertThat(jetty.onlyPool().queued()).isEqualTo(own.getQueueSize()));
      assertThat(jetty.onlyPool().busy()).isEqualTo(4).isEqualTo(jetty.onlyPool().max());
      assertThat(jetty.onlyPool().idle()).isZero();
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
                PoolSnapshot pool = jetty.onlyPool();
                assertThat(pool.idle()).isEqualTo(own.getIdleThreads());
                assertThat(pool.busy())
                    .isGreaterThanOrEqualTo(3)
                    .isEqualTo(own.getThreads() - own.getIdleThreads());
              });
      assertThat(jetty.onlyPool().pool()).isEqualTo("etp");
      assertThat(jetty.onlyPool().max()).isEqualTo(20);
      assertThat(jetty.onlyPool().min()).isEqualTo(own.getMinThreads());
      assertThat(jetty.onlyPool().queued()).isNull();
      assertThat(jetty.app().workers())
          .extracting(jetty.adapter().pools()::poolOf)
          .containsOnly("etp");
    }
  }

  @Test
  void knowsALimitOfConnections() throws Exception {
    try (HoldingJetty jetty =
        start(
            server -> {
              server.addConnector(connector(server));
              server.addBean(new NetworkConnectionLimit(33, server));
            })) {
      assertThat(jetty.adapter().connectors())
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

      assertThat(jetty.adapter().pools().read())
          .extracting(PoolSnapshot::pool)
          .containsExactly("qtp", "own");
      assertThat(jetty.adapter().pools().read().get(1).busy()).isEqualTo(own.getBusyThreads());
      assertThat(jetty.app().workers())
          .extracting(jetty.adapter().pools()::poolOf)
          .containsOnly("own");
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

      assertThat(jetty.onlyPool())
          .isEqualTo(
              new PoolSnapshot("virtual", null, null, own.getMaxThreads(), null, null, true));
      assertThat(jetty.app().workers())
          .extracting(jetty.adapter().pools()::poolOf)
          .containsOnly("virtual");
    }
  }
}
