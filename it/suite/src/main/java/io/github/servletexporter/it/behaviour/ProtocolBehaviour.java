package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.Http2Connection;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.Container;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests of other protocols are counted like those of HTTP/1.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProtocolBehaviour {
  /** Preface of a client and its empty SETTINGS frame (RFC 9113 section 3.4). */
  private static final String HTTP2_PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

  /** HEADERS frame of stream 1 with index 0, which is a compression error (RFC 7541). */
  private static final String HEADERS_WITH_INVALID_INDEX = "\0\0\1\1\5\0\0\0\1\200";

  private static final int GOAWAY = 7;

  private final Container container;
  private Deployment deployment;

  ProtocolBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    deployment = Deployment.start(container);
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  @Test
  void countsEveryStreamOfAnHttp2Connection() throws Exception {
    int streams = 40;
    Http2Connection connection = Http2Connection.to(deployment.port());
    connection.get(deployment.path("/ok"), "upgrades-the-connection");
    Scrape before = deployment.settled();

    List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      pending.add(connection.post(deployment.path("/ok"), "stream-" + i, "hello"));
    }
    for (CompletableFuture<HttpResponse<String>> response : pending) {
      assertThat(response.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.get().statusCode()).isEqualTo(200);
    }

    Map<String, String> posts =
        Map.of(Metrics.ROUTE, deployment.path("/ok"), Metrics.METHOD, "POST");
    assertThat(new Increase(before, deployment.settled()).of(Metrics.REQUESTS, posts))
        .isEqualTo(streams);
  }

  /** Such a connection is in no access log either. */
  @Test
  void countsNoResponseOfAnHttp2ConnectionThatTheContainerCloses() throws Exception {
    Scrape before = deployment.settled();

    try (WireConnection connection = WireConnection.to(deployment.port())) {
      connection.send(HTTP2_PREFACE + HEADERS_WITH_INVALID_INDEX);
      int type;
      do {
        type = nextFrame(connection);
      } while (type != GOAWAY);
    }

    // Each scrape counts the response of the one before.
    AtomicInteger scrapes = new AtomicInteger();
    Patience.await("the responses are counted")
        .untilAsserted(
            () ->
                assertThat(
                        new Increase(before, deployment.scrape())
                            .of(Metrics.CONTAINER_RESPONSES, Map.of()))
                    .isEqualTo(scrapes.incrementAndGet()));
  }

  /**
   * The filter has counted 200 before the container answers 500. Jetty logs and counts the 500,
   * Tomcat does not.
   */
  @Test
  void countsTheLoggedStatusOfAResponseWhoseHeaderIsTooLarge() throws Exception {
    Situation situation =
        Situations.of(container.family()).stream()
            .filter(each -> each.name().equals("response header that is too large"))
            .findFirst()
            .orElseThrow();
    boolean logsTheAnswer = container.family() == Container.Family.JETTY;
    Scrape before = deployment.settled();
    Stage stage = deployment.stage();

    assertThat(situation.probe().perform(stage)).isEqualTo("500");

    List<Integer> logged =
        Patience.await("the response is logged")
            .until(() -> statusesOf(stage), statuses -> !statuses.isEmpty());
    assertThat(logged).containsExactly(logsTheAnswer ? 500 : 200);
    assertThat(
            new Increase(before, deployment.settled())
                .of(Metrics.CONTAINER_RESPONSES, Map.of("status", "500")))
        .isEqualTo(logsTheAnswer ? 1 : 0);
  }

  private List<Integer> statusesOf(Stage stage) {
    return deployment.accessLog().stream()
        .filter(line -> line.id().equals(stage.id()))
        .map(AccessLine::status)
        .toList();
  }

  /** Skips a frame of HTTP/2 and returns its type. */
  private static int nextFrame(WireConnection connection) throws IOException {
    int length = 0;
    for (int i = 0; i < 3; i++) {
      int octet = connection.receiveByte();
      assertThat(octet).as("the connection has not ended").isNotNegative();
      length = length << 8 | octet;
    }
    int type = connection.receiveByte();
    connection.skip(5L + length);
    return type;
  }

  @Test
  void countsTheRequestThatUpgradesToHttp2Once() throws Exception {
    Observed observed =
        deployment.observe(
            stage -> {
              HttpResponse<String> response =
                  Http2Connection.to(deployment.port())
                      .get(stage.path("/send-error/404"), stage.id());
              assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
              return "" + response.statusCode();
            });

    assertThat(observed.wire()).isEqualTo("404");
    assertThat(observed.counted()).isEqualTo("404");
  }

  /** The request ends with its 101; the connection is no longer HTTP. */
  @Test
  void countsAnUpgradeWithoutWaitingForTheEndOfItsConnection() throws Exception {
    int expected = container.canUpgrade() ? 101 : 500;
    Stage stage = deployment.stage();
    Scrape before = deployment.settled();
    try (WireConnection connection = stage.connect()) {
      connection.send(
          stage.head("GET", "/upgrade", "Connection: Upgrade\r\nUpgrade: greeting\r\n"));

      assertThat(connection.receive("GET").status()).isEqualTo(expected);
      Increase increase = new Increase(before, deployment.settled());
      assertThat(increase.of(Metrics.REQUESTS, Map.of(Metrics.STATUS, "" + expected))).isEqualTo(1);
      if (container.canUpgrade()) {
        assertThat(connection.receiveByte()).isEqualTo('!');
      }
    }
  }

  @Test
  void countsEveryRequestOfAPipeline() throws Exception {
    Stage stage = deployment.stage();
    Scrape before = deployment.settled();
    String[] paths = {"/ok", "/send-error/404", "/status/204", "/async/complete", "/ok"};
    try (WireConnection connection = stage.connect()) {
      StringBuilder pipeline = new StringBuilder();
      for (String path : paths) {
        pipeline.append(stage.head("GET", path, ""));
      }
      connection.send(pipeline.toString());
      for (String ignored : paths) {
        connection.receive("GET");
      }
    }

    Increase increase = new Increase(before, deployment.settled());
    assertThat(increase.of(Metrics.REQUESTS, Map.of(Metrics.STATUS, "404"))).isEqualTo(1);
    assertThat(increase.of(Metrics.REQUESTS, Map.of(Metrics.STATUS, "204"))).isEqualTo(1);
    assertThat(increase.of(Metrics.REQUESTS, Map.of(Metrics.ROUTE, deployment.path("/ok"))))
        .isEqualTo(2);
  }

  @Test
  void countsHttp10AndLeavesItsConnectionToTheContainer() throws Exception {
    Observed observed =
        deployment.observe(
            stage -> {
              WireResponse response =
                  stage.sendText(
                      "GET",
                      "GET %s HTTP/1.0\r\n%s: %s\r\n\r\n"
                          .formatted(stage.path("/ok"), AccessLine.ID_HEADER, stage.id()));
              assertThat(response.complete()).isTrue();
              return "" + response.status();
            });

    assertThat(observed.counted()).isEqualTo("200");
  }
}
