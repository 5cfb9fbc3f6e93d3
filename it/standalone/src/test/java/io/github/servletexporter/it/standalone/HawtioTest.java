package io.github.servletexporter.it.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The jar in the published archive of Hawtio: a single-page application with a dozen filters, a
 * Jolokia agent and a proxy, whose filters answer unknown paths, so that our pages have to be
 * answered before them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HawtioTest {
  private static final String CONTEXT = RedeployContract.CONTEXT;
  private static final Path HAWTIO = Path.of(System.getProperty("hawtio.war"));
  private static final int ROUNDS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> PATHS =
      List.of(
          "/",
          "/index.html",
          "/favicon.ico",
          "/a/client/route",
          "/jolokia/version",
          "/proxy/localhost/1/path",
          "/user",
          "/auth/config/session-timeout",
          "/auth/logout",
          "/static/missing.js",
          "/metrics");

  private StandaloneServer server;
  private int port;
  private Path war;

  /** Starts the server that the tests of a class share. */
  abstract StandaloneServer start();

  @BeforeAll
  final void startShared() {
    Awaitility.setDefaultTimeout(LIMIT);
    port = freePort();
    war =
        War.copyOf(HAWTIO)
            .withBundle()
            .withSettings("servlet-exporter.port=" + port, "servlet-exporter.endpoints=filter")
            .build();
    server = start();
  }

  @AfterAll
  final void stopShared() {
    if (server != null) {
      server.close();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  final void answersItsPagesBeforeTheApplicationsFilters() {
    deployed(
        "hawtio",
        war,
        app -> assertThat(app.scrape().sum("servlet_metrics_server_up")).isNotNegative());
  }

  @Test
  final void countsWhatTheAccessLogHas() {
    deployed(
        "counted",
        war,
        app -> {
          for (int i = 0; i < ROUNDS; i++) {
            PATHS.forEach(app::status);
            app.send("HEAD", "/index.html", "");
            // Jetty closes a connection whose request has a body that nobody reads.
            app.send("POST", "/jolokia", "");
            app.send("POST", "/auth/login", "");
            app.send("DELETE", "/index.html", "");
          }

          await().untilAsserted(() -> assertThat(counted()).isEqualTo(logged()));
          assertThat(counted().values().stream().mapToLong(Long::longValue).sum())
              .isGreaterThanOrEqualTo(ROUNDS * (PATHS.size() + 4L));
        });
  }

  /** Hawtio 4.2.0 itself stays in memory once per deployment, with and without the jar. */
  @Test
  final void leavesNothingOfOursBehindAfterAnUndeployment() throws IOException {
    long before = server.jvm().liveApplications();
    use(War.copyOf(HAWTIO).build());
    use(war);

    await()
        .untilAsserted(
            () -> {
              RedeployContract.forgetConnections(server);
              assertThat(server.jvm().liveApplications() - before).isLessThanOrEqualTo(2);
            });
    assertThat(server.jvm().threads()).noneMatch(RedeployContract::isOurs);
    assertThat(RedeployContract.complaints(server)).isEmpty();
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  private void use(Path application) {
    deployed(CONTEXT, application, app -> PATHS.forEach(app::status));
  }

  private void deployed(String context, Path application, Consumer<Web> test) {
    server.deploy(context, application);
    try {
      test.accept(new Web(server, context));
    } finally {
      server.undeploy(context);
    }
  }

  private Map<String, Long> counted() {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    return new Scrape(Web.textOf(metrics)).requests();
  }

  private Map<String, Long> logged() {
    return server.accessLog().stream()
        .filter(request -> request.path().startsWith("/counted/"))
        .collect(
            groupingBy(
                request -> request.method() + " " + request.status(), TreeMap::new, counting()));
  }
}
