package io.github.servletexporter.listener.server;

import static io.github.servletexporter.listener.server.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.ClientAuth;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS on the metrics port, with and without client certificates. */
@Timeout(60)
class TlsTest {

  @TempDir private static Path directory;

  private static Path serverKey;
  private static Path clientKey;
  private static Path strangerKey;
  private static Path trustsServer;
  private static Path trustsClient;

  private @Nullable MetricsServer server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    serverKey = Certificates.key(directory, "server");
    clientKey = Certificates.key(directory, "client");
    strangerKey = Certificates.key(directory, "stranger");
    trustsServer = Certificates.trusting(directory, serverKey, "server");
    trustsClient = Certificates.trusting(directory, clientKey, "client");
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void answersOverTls() throws Exception {
    start(config(serverKey).build());

    assertThat(status(trustingTheServer())).isEqualTo(204);
  }

  @Test
  void doesNotAnswerInPlainText() {
    start(config(serverKey).build());

    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void admitsAClientWithATrustedCertificate() throws Exception {
    start(trusting(serverKey, trustsClient));

    assertThat(status(context(trusting(clientKey, trustsServer)))).isEqualTo(204);
  }

  @Test
  void rejectsAClientWithoutACertificate() {
    start(trusting(serverKey, trustsClient));

    assertThatThrownBy(() -> status(trustingTheServer())).isInstanceOf(IOException.class);
  }

  @Test
  void rejectsAClientWithAnUntrustedCertificate() {
    start(trusting(serverKey, trustsClient));

    assertThatThrownBy(() -> status(context(trusting(strangerKey, trustsServer))))
        .isInstanceOf(IOException.class);
  }

  /** Returns the context of a client whose certificate the server does not trust. */
  private static SSLContext trustingTheServer() {
    return context(trusting(strangerKey, trustsServer));
  }

  private static Config trusting(Path keyStore, Path trustStore) {
    return config(keyStore)
        .set(ConfigKey.TLS_TRUST_STORE, trustStore)
        .set(ConfigKey.TLS_TRUST_STORE_PASSWORD, PASSWORD)
        .set(ConfigKey.TLS_CLIENT_AUTH, ClientAuth.NEED)
        .build();
  }

  private static Config.Builder config(Path keyStore) {
    return Config.builder()
        .set(ConfigKey.TLS_KEY_STORE, keyStore)
        .set(ConfigKey.TLS_KEY_STORE_PASSWORD, PASSWORD);
  }

  private static SSLContext context(Config config) {
    return config.loadTls().orElseThrow();
  }

  private void start(Config config) {
    boolean needs = config.get(ConfigKey.TLS_CLIENT_AUTH) == ClientAuth.NEED;
    WebApp webApp = new WebApp("/app", TlsTest.class.getClassLoader());
    MetricsServer started =
        new MetricsServer(
            new ServerSettings(webApp, "127.0.0.1", 0, context(config), needs, true, ""),
            exchange -> exchange.getResponse().sendHeadersAndGetBody(204, -1).close(),
            failure -> {});
    server = started;
    started.start();
    await().until(() -> started.port().isPresent());
  }

  private int status(SSLContext context) throws Exception {
    return get(HttpClient.newBuilder().sslContext(context).build(), "https");
  }

  private int get(HttpClient client, String scheme) throws Exception {
    int port = server == null ? 0 : server.port().orElseThrow();
    URI uri = URI.create(scheme + "://127.0.0.1:" + port + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }
}
