package io.github.servletexporter.listener.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.it.attack.AttackTraffic;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks on the metrics port by clients that reconnect, with honest scrapes at the same time. */
@Timeout(120)
class PortAttackTest {

  private static final String ATTACKER = "127.0.0.2";
  private static final String PEER = "127.0.0.1";
  private static final int PER_SECOND = 1000;
  private static final int MOST_OPEN = 300;

  private final MetricsServer server =
      new MetricsServer(
          new ServerSettings(
              new WebApp("/app", PortAttackTest.class.getClassLoader()),
              PEER,
              0,
              () -> null,
              false,
              true,
              "/shop/metrics"),
          exchange -> exchange.getResponse().sendHeadersAndGetBody(200, -1).close(),
          failure -> {});

  @BeforeEach
  void start() {
    server.start();
    await().until(() -> server.port().isPresent());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    PEER + ", 'GET /metr'",
    PEER + ", 'GET / HTTP/1.1|Host: a|Content-Length: 60000||'",
    ATTACKER + ", 'GET /metr'"
  })
  void answersWhileClientsReconnectWithHalfARequest(String honest, String sent) {
    int port = server.port().orElseThrow();
    String text = sent.replace("|", "\r\n");
    InetSocketAddress target = new InetSocketAddress(PEER, port);
    try (AttackTraffic attack =
        AttackTraffic.start(
            new AttackTraffic.Plan(ATTACKER, target, text, PER_SECOND, MOST_OPEN))) {
      await().atMost(20, TimeUnit.SECONDS).until(() -> attack.opened() > 200);

      int answered = new HonestClient(honest, port).answered(20);

      assertThat(answered).isGreaterThanOrEqualTo(19);
    }
  }
}
