package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.listener.ServletExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * New credentials and certificates of a metrics port that several applications share, each of which
 * reads the files itself.
 */
@Tag("full")
final class SharedPortReloadIT {
  private static final String UP = "servlet_application_up";
  private static final String RELOADED = "servlet_config_last_reload_successful";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory = Path.of("");
  private final Tomcat tomcat = new Tomcat();
  private volatile String subject = "";

  @AfterEach
  void stopServer() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void followsTheFilesAndSurvivesInvalidOnesInBetween() throws Exception {
    int port = freePort();
    certificate("first");
    configure(port, "token-1");
    startServer();
    ServletExporter owner = add("/one");
    await().atMost(PATIENCE).until(() -> owner.metricsPort().isPresent());
    add("/two");
    assertThat(scrape(port, "token-1").sum(UP)).isEqualTo(2);
    assertThat(subject).isEqualTo("CN=first");

    Files.writeString(directory.resolve("keys.p12"), "not a key store");
    configure(port, "token-bad");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Scrape scrape = scrape(port, "token-1");
              return scrape.sum(RELOADED) == 0
                  && scrape.labelValues(RELOADED, "application").size() == 2;
            });
    assertThat(scrape(port, "token-1").sum(UP)).isEqualTo(2);
    assertThat(status(port, "token-bad")).isEqualTo(401);
    assertThat(subject).isEqualTo("CN=first");

    certificate("second");
    configure(port, "token-2");
    await().atMost(PATIENCE).until(() -> status(port, "token-2") == 200);
    await().atMost(PATIENCE).until(() -> scrape(port, "token-2").sum(UP) == 2);
    assertThat(scrape(port, "token-2").sum(RELOADED)).isEqualTo(2);
    assertThat(subject).isEqualTo("CN=second");
    assertThat(status(port, "token-1")).isEqualTo(401);

    // The identity of the port is the new one for both, so the other one takes it over.
    tomcat.getHost().removeChild(tomcat.getHost().findChild("/one"));
    await().atMost(PATIENCE).until(() -> scrape(port, "token-2").sum(UP) == 1);
    assertThat(scrape(port, "token-2").labelValues(UP, "application")).containsExactly("/two");
    assertThat(status(port, "token-1")).isEqualTo(401);
  }

  private void configure(int port, String token) throws IOException {
    Path next =
        Files.writeString(
            directory.resolve("next.properties"),
            """
            servlet-exporter.port=%d
            servlet-exporter.auth.token=%s
            servlet-exporter.tls.key-store=%s
            servlet-exporter.tls.key-store-password=changeit
            """
                .formatted(port, token, directory.resolve("keys.p12")));
    Files.move(next, directory.resolve("exporter.properties"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void certificate(String name) throws Exception {
    Path next = directory.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                next.toString(),
                "-storepass",
                "changeit")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    Files.move(next, directory.resolve("keys.p12"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void startServer() throws Exception {
    LoopbackTomcat.prepare(tomcat, Files.createDirectory(directory.resolve("base")));
    tomcat.start();
  }

  private ServletExporter add(String path) throws IOException {
    StandardContext context = new StandardContext();
    context.setPath(path);
    context.setName(path);
    context.setDocBase(Files.createDirectories(directory.resolve("app")).toString());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addParameter(
        "servlet-exporter.config-file", directory.resolve("exporter.properties").toString());
    ServletExporter exporter = new ServletExporter();
    context.addServletContainerInitializer(exporter, Set.of());
    tomcat.getHost().addChild(context);
    return exporter;
  }

  private Scrape scrape(int port, String token) throws Exception {
    HttpResponse<String> response = get(port, token);
    return response.statusCode() == 200 ? Scrape.parse(response.body()) : Scrape.parse("");
  }

  private int status(int port, String token) throws Exception {
    return get(port, token).statusCode();
  }

  /** Connects anew, so that the handshake shows the present certificate. */
  private HttpResponse<String> get(int port, String token) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Recording()}, new SecureRandom());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/metrics"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(request, BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Trust in everybody, which remembers the server. */
  private final class Recording implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      subject = chain[0].getSubjectX500Principal().getName();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
