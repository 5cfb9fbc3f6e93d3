package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;
import io.github.servletexporter.listener.config.StatusPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metrics port answers regardless of the state of the application's threads. */
abstract class MetricsPortBehaviour {
  private static final int THREADS = 4;
  private static final int REQUESTS = 12;
  private static final String UP = "servlet_metrics_server_up";
  private static final String AUTHORIZATION = "Authorization";
  private static final List<String> SECRET_PAGES =
      List.of("/metrics", "/status/", "/status/data.json", "/status/history.json", "/status/none");

  private final Container container;
  private final HoldingServlets held = new HoldingServlets();
  private final List<WireConnection> connections = new ArrayList<>();
  private final Deque<Deployment> deployments = new ArrayDeque<>();

  MetricsPortBehaviour(Container container) {
    this.container = container;
  }

  @AfterEach
  void stop() throws IOException {
    held.release();
    for (WireConnection connection : connections) {
      connection.close();
    }
    for (Deployment each : deployments) {
      each.close();
    }
  }

  private MetricsPortClient start(Config.Builder config) throws Exception {
    ContainerSettings settings =
        ContainerSettings.recycling(new ContainerSettings.Recycling(THREADS, 1_000_000, 0));
    deployments.push(
        Deployment.start(container, settings, config.set(ConfigKey.PORT, 0).build(), held));
    return new MetricsPortClient(deployments.element().metricsPort());
  }

  @Test
  void showsWhatTheScrapeInTheApplicationShows() throws Exception {
    MetricsPortClient port = start(Config.builder());
    Deployment deployment = deployments.element();
    deployment.stage().get("/ok");
    Map<String, String> ok = Map.of(Metrics.ROUTE, "/app/ok");

    Scrape inside = deployment.scrape();
    Scrape outside = Scrape.parse(port.get("/metrics").body());

    assertThat(outside.sum(Metrics.REQUESTS, ok)).isEqualTo(inside.sum(Metrics.REQUESTS, ok));
    assertThat(outside.sum(Metrics.REQUESTS, ok)).isEqualTo(1);
    assertThat(outside.sum(UP)).isEqualTo(1);
    assertThat(port.get("/").body()).contains("/metrics", "/status", "/-/healthy", "/-/ready");
    assertThat(port.status("/nothing")).isEqualTo(404);
    // A request to the metrics port is not a request of the application.
    assertThat(deployment.scrape().sum(Metrics.REQUESTS, Map.of(Metrics.ROUTE, "/app/status")))
        .isZero();
  }

  @Test
  void answersWhenAllThreadsOfTheApplicationAreBlocked() throws Exception {
    MetricsPortClient port = start(Config.builder());
    Deployment deployment = deployments.element();
    for (int i = 0; i < REQUESTS; i++) {
      Stage stage = deployment.stage();
      WireConnection connection = stage.connect();
      connections.add(connection);
      connection.send(stage.head("GET", HoldingServlets.ON_WORKER, ""));
    }

    Scrape blocked =
        Patience.firstOrLast(
            () -> Scrape.parse(port.get("/metrics").body()), now -> busy(now) >= THREADS);

    // The pool is a little larger because of Jetty's acceptor and selectors; further requests wait
    // for a thread.
    assertThat(busy(blocked)).isBetween((double) THREADS, THREADS + 2.0);
    assertThat(port.get("/status/").body()).contains("<html");
    assertThat(port.get("/status/data.json").body()).contains("\"/app/held\"", "\"busy\"");
    assertThat(port.status("/-/healthy")).isEqualTo(200);
    assertThat(port.status("/-/ready")).isEqualTo(200);
  }

  private static double busy(Scrape scrape) {
    return scrape.sum(Metrics.WORKERS, Map.of(Metrics.STATE, "busy"));
  }

  @Test
  void isNotReadyWhileTooManyRequestsAreStuck() throws Exception {
    MetricsPortClient port =
        start(
            Config.builder()
                .set(ConfigKey.WORKER_TIMEOUT, Duration.ofMillis(500))
                .set(ConfigKey.READINESS_STUCK_LIMIT, 1));
    Deployment deployment = deployments.element();
    assertThat(port.get("/-/ready").body()).isEqualTo("ready\n");
    Stage stage = deployment.stage();
    WireConnection connection = stage.connect();
    connections.add(connection);
    connection.send(stage.head("GET", HoldingServlets.ON_WORKER, ""));

    HttpResponse<String> notReady =
        Patience.firstOrLast(() -> port.get("/-/ready"), now -> now.statusCode() != 200);

    assertThat(notReady.statusCode()).isEqualTo(503);
    assertThat(notReady.body()).isEqualTo("not ready: 1 stuck request (limit 1)\n");
    held.release();
    Patience.await("the application is ready again").until(() -> port.status("/-/ready") == 200);
  }

  @Test
  void isNotReadyWhileItDrainsAndStillAnswers() throws Exception {
    MetricsPortClient port = start(Config.builder());
    Deployment deployment = deployments.element();
    Stage stage = deployment.stage();
    WireConnection connection = stage.connect();
    connections.add(connection);
    connection.send(stage.head("GET", HoldingServlets.ON_WORKER, ""));
    stage.awaitInside();
    Deployment stopping = deployments.pop();

    CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> close(stopping));
    Patience.await("the application drains").until(() -> port.status("/-/ready") == 503);

    assertThat(port.get("/-/ready").body()).contains("not ready: ");
    assertThat(port.status("/-/healthy")).isEqualTo(200);
    assertThat(port.status("/metrics")).isEqualTo(200);
    held.release();
    stop.join();
    assertPortIsFree(port);
  }

  private static void close(Deployment deployment) {
    try {
      deployment.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertPortIsFree(MetricsPortClient port) throws IOException {
    new ServerSocket(port.port(), 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void refusesClientsWithoutCredentials() throws Exception {
    MetricsPortClient port =
        start(
            Config.builder()
                .set(ConfigKey.AUTH_USER, "prom")
                .set(ConfigKey.AUTH_PASSWORD, "secret")
                .set(ConfigKey.AUTH_TOKEN, "t0ken"));
    String basic = basic("prom:secret");

    // A client that has had the right credentials keeps its access, however often it guesses.
    assertThat(port.status("/metrics", AUTHORIZATION, basic)).isEqualTo(200);
    for (String page : SECRET_PAGES) {
      HttpResponse<String> refused = port.get(page);
      assertThat(refused.statusCode()).as(page).isEqualTo(401);
      assertThat(refused.body()).isEqualTo("credentials required\n");
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValue("Basic realm=\"metrics\", charset=\"UTF-8\", Bearer realm=\"metrics\"");
      assertThat(port.status(page, AUTHORIZATION, basic("prom:wrong"))).isEqualTo(401);
      assertThat(port.status(page, AUTHORIZATION, "Bearer wrong")).isEqualTo(401);
    }
    assertThat(port.status("/metrics", AUTHORIZATION, basic)).isEqualTo(200);
    assertThat(port.status("/metrics", AUTHORIZATION, "Bearer t0ken")).isEqualTo(200);
    assertThat(port.get("/status/data.json", AUTHORIZATION, basic).body())
        .contains("\"servlet-exporter.auth.password\",\"value\":\"***\"")
        .doesNotContain("secret")
        .doesNotContain("t0ken");
    assertThat(port.get("/-/ready").body()).isEqualTo("ready\n");
  }

  @Test
  void refusesForeignPagesInABrowser() throws Exception {
    MetricsPortClient port = start(Config.builder().set(ConfigKey.ALLOWED_HOSTS, List.of("shop")));

    for (String host : List.of("127.0.0.1:" + port.port(), "[::1]", "localhost", "Shop.:9404")) {
      assertThat(status(port, "GET", host, "")).as(host).isEqualTo(200);
    }
    for (String page : List.of("/metrics", "/status/data.json", "/-/ready", "/", "/none")) {
      WireResponse refused = answer(port, "GET " + page, "evil.example:" + port.port(), "");
      assertThat(refused.status()).as(page).isEqualTo(421);
      assertThat(refused.body()).contains("servlet-exporter.allowed-hosts");
    }
    assertThat(status(port, "POST", "evil.example", "")).isEqualTo(421);
    assertThat(status(port, "GET", "localhost", "Sec-Fetch-Site: cross-site\r\n")).isEqualTo(403);
    try (WireConnection old = WireConnection.to(port.port())) {
      old.send("GET /metrics HTTP/1.0\r\n\r\n");
      assertThat(old.receive("GET").status()).isEqualTo(200);
    }
  }

  private static int status(MetricsPortClient port, String method, String host, String fields)
      throws IOException {
    return answer(port, method + " /metrics", host, fields).status();
  }

  private static WireResponse answer(
      MetricsPortClient port, String start, String host, String fields) throws IOException {
    try (WireConnection connection = WireConnection.to(port.port())) {
      connection.send(start + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n");
      return connection.receive("GET");
    }
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void hasThePagesInTheApplicationIfConfigured() throws Exception {
    MetricsPortClient port =
        start(
            Config.builder()
                .set(ConfigKey.AUTH_USER, "prom")
                .set(ConfigKey.AUTH_PASSWORD, "secret")
                .set(ConfigKey.STATUS, StatusPlace.APP)
                .set(ConfigKey.HEALTH, PagePlace.APP));
    Deployment deployment = deployments.element();
    String field = AUTHORIZATION + ": " + basic("prom:secret") + "\r\n";

    assertThat(deployment.get("/status/").status()).isEqualTo(401);
    assertThat(deployment.get("/status/", field).body()).contains("<html");
    assertThat(deployment.get("/status/data.json", field).body()).contains("\"" + "/app" + "\"");
    assertThat(deployment.get("/status/none", field).status()).isEqualTo(404);
    assertThat(deployment.get("/-/healthy").body()).isEqualTo("healthy\n");
    assertThat(deployment.get("/-/ready").body()).isEqualTo("ready\n");
    assertThat(port.status("/-/ready")).isEqualTo(200);
  }

  @Test
  void isBoundOnceTheOtherApplicationHasReleasedIt() throws Exception {
    MetricsPortClient first = start(Config.builder());
    Config same = Config.builder().set(ConfigKey.PORT, first.port()).build();

    try (Deployment second = Deployment.start(container, ContainerSettings.defaults(), same)) {
      second.stage().get("/ok");
      assertThat(second.scrape().sum(UP)).isZero();
      assertThat(second.scrape().names()).contains(UP);

      deployments.pop().close();

      Patience.await("the second application has the port")
          .until(() -> second.scrape().sum(UP) == 1);
      assertThat(Scrape.parse(first.get("/metrics").body()).sum(Metrics.REQUESTS))
          .isGreaterThanOrEqualTo(1);
    }
  }
}
