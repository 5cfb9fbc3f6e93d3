package io.github.servletexporter.it.operator.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The promises of docs/proxies.md hold for one proxy in front of one container. */
abstract class ProxyBehaviour {
  private static final int REQUESTS = 20;
  private static final String QUEUE = "http_server_queue_duration_seconds";

  private final Container container;
  private final Starter starter;
  private final ProxiedApp app = new ProxiedApp();
  private TestServer server;
  private Proxy proxy;

  /** Starts a proxy. */
  interface Starter {
    Proxy start(Path directory, int application) throws IOException;
  }

  ProxyBehaviour(Container container, Starter starter) {
    this.container = container;
    this.starter = starter;
  }

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    Config config = Config.builder().set(ConfigKey.TRUSTED_PROXIES, List.of("127.0.0.1")).build();
    server =
        container.start(
            new ContainerSettings("", Compliance.DEFAULT, false, null),
            List.of(app, new ServletExporter(config)));
    proxy = starter.start(directory, server.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void connectionsToTheApplicationAreUsedAgain() throws IOException {
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(get("/echo/" + i, "Connection: close\r\n").status()).isEqualTo(200);
    }

    assertThat(app.paths()).hasSize(REQUESTS);
    assertThat(app.connections()).hasSizeLessThan(REQUESTS / 4);
  }

  @Test
  void theProxySaysWhenARequestCame() throws IOException {
    get("/echo/now");

    assertThat(scrape().sum(QUEUE + "_count")).isEqualTo(1);
    assertThat(scrape().sum(QUEUE + "_sum")).isLessThan(10);
  }

  @Test
  void aClientCannotSayWhenItsRequestCame() throws IOException {
    long anHourAgo = System.currentTimeMillis() / 1_000 - 3_600;

    get("/echo/now", "X-Request-Start: t=" + anHourAgo + "\r\n");

    assertThat(scrape().sum(QUEUE + "_count")).isEqualTo(1);
    assertThat(scrape().sum(QUEUE + "_sum")).isLessThan(10);
  }

  @TestFactory
  Stream<DynamicTest> noPathLeadsToOurPages() {
    return OurPages.paths().map(path -> DynamicTest.dynamicTest(path, () -> assertHidden(path)));
  }

  private void assertHidden(String path) throws IOException {
    assertThat(get(path).body()).doesNotContain("http_server_").doesNotContain("jvm_");
  }

  @Test
  void ourPagesAreThereWithoutTheProxy() throws IOException {
    assertThat(scrape().names()).contains("jvm_threads_current");
  }

  @TestFactory
  Stream<DynamicTest> noRequestIsSmuggled() {
    return Smuggling.attempts().entrySet().stream()
        .map(attempt -> DynamicTest.dynamicTest(attempt.getKey(), () -> assertRefused(attempt)));
  }

  private void assertRefused(Map.Entry<String, String> attempt) throws IOException {
    try (WireConnection connection = WireConnection.to(proxy.port())) {
      connection.send(attempt.getValue());
      WireResponse response = connection.receive("POST");

      assertThat(response.status()).as(response.body()).isBetween(400, 501);
      assertThat(connection.receiveByte()).as("what comes behind it").isEqualTo(-1);
    }
    assertThat(app.paths()).doesNotContain(Smuggling.HIDDEN);
  }

  /**
   * A proxy may refuse the request, or use the chunks, pass on nothing else and close (RFC 9112
   * section 6.3).
   */
  @TestFactory
  Stream<DynamicTest> aLengthNextToChunksHidesNothing() {
    return Smuggling.lengthsBesideChunks().entrySet().stream()
        .map(attempt -> DynamicTest.dynamicTest(attempt.getKey(), () -> assertHarmless(attempt)));
  }

  private void assertHarmless(Map.Entry<String, String> attempt) throws IOException {
    try (WireConnection connection = WireConnection.to(proxy.port())) {
      connection.send(attempt.getValue());
      WireResponse response = connection.receive("POST");

      assertThat(response.status()).isIn(200, 400);
      assertThat(connection.receiveByte()).as("what comes behind it").isEqualTo(-1);
    }
    assertThat(app.paths()).doesNotContain(Smuggling.HIDDEN);
  }

  @TestFactory
  Stream<DynamicTest> whatIsSentProperlyArrives() {
    return Smuggling.proper().entrySet().stream()
        .map(
            request ->
                DynamicTest.dynamicTest(
                    request.getKey(),
                    () ->
                        assertThat(send(request.getValue()).body().strip()).isEqualTo("5 bytes")));
  }

  private WireResponse get(String path, String... fields) throws IOException {
    return send(
        "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(path, String.join("", fields)));
  }

  private WireResponse send(String request) throws IOException {
    try (WireConnection connection = WireConnection.to(proxy.port())) {
      connection.send(request);
      return connection.receive("GET");
    }
  }

  /** Scrapes the application directly, not through the proxy. */
  private Scrape scrape() throws IOException {
    try (WireConnection connection = WireConnection.to(server.port())) {
      connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return Scrape.parse(connection.receive("GET").body());
    }
  }
}
