package io.github.servletexporter.listener.server;

import static io.github.servletexporter.listener.TestKey.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.TestKey;
import io.github.servletexporter.listener.config.ClientAuth;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on the metrics port, with and without client certificates. */
@Timeout(60)
class TlsTest {

  /** Closes nothing by a deadline. */
  private static final ServerLimits PATIENT =
      new ServerLimits(
          64,
          40_000_000,
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(10));

  @TempDir private static Path directory;

  private static TestKey server;
  private static TestKey client;
  private static TestKey stranger;

  private @Nullable MetricsServer opened;

  @BeforeAll
  static void makeKeys() {
    server = TestKey.selfSigned("server");
    client = TestKey.selfSigned("client");
    stranger = TestKey.selfSigned("stranger");
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void answersOverTls() throws Exception {
    start(config(server).build());

    assertThat(status(trustingTheServer())).isEqualTo(204);
  }

  /** Each session keeps the certificates of its client. */
  @Test
  void remembersFewSessions() {
    assertThat(context(config(server).build()).getServerSessionContext().getSessionCacheSize())
        .isBetween(1, 1_000);
  }

  @Test
  void doesNotAnswerInPlainText() {
    start(config(server).build());

    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void admitsAClientWithATrustedCertificate() throws Exception {
    start(trusting(server, client));

    assertThat(status(context(trusting(client, server)))).isEqualTo(204);
  }

  @Test
  void rejectsAClientWithoutACertificate() {
    start(trusting(server, client));

    assertThatThrownBy(() -> status(trustingTheServer())).isInstanceOf(IOException.class);
  }

  @Test
  void rejectsAClientWithAnUntrustedCertificate() {
    start(trusting(server, client));

    assertThatThrownBy(() -> status(context(trusting(stranger, server))))
        .isInstanceOf(IOException.class);
  }

  /** Such a client takes its handshake for complete before the server has seen its certificate. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void closesTheConnectionOfAClientWithoutACertificateAtOnce(String protocol) throws Exception {
    start(trusting(server, client), PATIENT);
    int port = opened == null ? 0 : opened.port().orElseThrow();

    try (SSLSocket socket =
        (SSLSocket) trustingTheServer().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      socket.setEnabledProtocols(new String[] {protocol});
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                socket.getInputStream().read();
              })
          .isInstanceOf(SSLException.class)
          // The alert depends on the version of TLS and of the JDK.
          .hasMessageContaining("Received fatal alert");
    }
  }

  /** They need no handshake, and the thread that reads them serves all connections. */
  @ParameterizedTest
  @ValueSource(strings = {"1503030002015a", "1603010000"})
  @Timeout(60)
  void closesAConnectionWithEndlessRecordsThatContainNothing(String record) throws Exception {
    start(config(server).build(), PATIENT);
    int port = opened == null ? 0 : opened.port().orElseThrow();

    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      socket.getOutputStream().write(HexFormat.of().parseHex(record.repeat(200)));

      assertThatNoException().isThrownBy(() -> socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void readsTheKeyTheChainAndTheAuthoritiesFromPem() throws Exception {
    TestKey authority = TestKey.selfSigned("authority");
    TestKey signed = authority.signed("signed", "RSA");
    start(
        Config.builder()
            .set(ConfigKey.TLS_CERTIFICATE, pem("chain.pem", signed.certificates()))
            .set(ConfigKey.TLS_PRIVATE_KEY, pem("key.pem", signed.privateKey()))
            .set(
                ConfigKey.TLS_TRUST_CERTIFICATES,
                pem("authorities.pem", server.certificates() + client.certificates()))
            .set(ConfigKey.TLS_CLIENT_AUTH, ClientAuth.NEED)
            .build());

    assertThat(status(context(trusting(client, authority)))).isEqualTo(204);
    assertThatThrownBy(() -> status(context(trusting(stranger, authority))))
        .isInstanceOf(IOException.class);
  }

  private static Path pem(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  /** Returns the context of a client whose certificate the server does not trust. */
  private static SSLContext trustingTheServer() {
    return context(trusting(stranger, server));
  }

  private static Config trusting(TestKey key, TestKey trusted) {
    return config(key)
        .set(ConfigKey.TLS_TRUST_STORE, trusted.trustStore(directory))
        .set(ConfigKey.TLS_TRUST_STORE_PASSWORD, PASSWORD)
        .set(ConfigKey.TLS_CLIENT_AUTH, ClientAuth.NEED)
        .build();
  }

  private static Config.Builder config(TestKey key) {
    return Config.builder()
        .set(ConfigKey.TLS_KEY_STORE, key.store(directory))
        .set(ConfigKey.TLS_KEY_STORE_PASSWORD, PASSWORD);
  }

  private static SSLContext context(Config config) {
    return config.loadTls().orElseThrow();
  }

  private void start(Config config) {
    start(config, ServerLimits.defaults());
  }

  private void start(Config config, ServerLimits limits) {
    boolean needs = config.get(ConfigKey.TLS_CLIENT_AUTH) == ClientAuth.NEED;
    SSLContext context = context(config);
    WebApp webApp = new WebApp("/app", TlsTest.class.getClassLoader());
    MetricsServer started =
        new MetricsServer(
            new ServerSettings(webApp, "127.0.0.1", 0, () -> context, needs, true, ""),
            exchange -> exchange.getResponse().sendHeadersAndGetBody(204, -1).close(),
            failure -> {},
            limits);
    opened = started;
    started.start();
    await().until(() -> started.port().isPresent());
  }

  private int status(SSLContext context) throws Exception {
    return get(HttpClient.newBuilder().sslContext(context).build(), "https");
  }

  private int get(HttpClient client, String scheme) throws Exception {
    int port = opened == null ? 0 : opened.port().orElseThrow();
    URI uri = URI.create(scheme + "://127.0.0.1:" + port + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }
}
