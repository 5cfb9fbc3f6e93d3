package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.container.tomcat.ResponseCountValve;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.catalina.Host;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web applications with one context path: versions, and virtual hosts. */
final class TomcatNeighboursIT {
  private static final String DEFAULT_HOST = "localhost";
  private static final String OTHER_HOST = "shop.example";

  @TempDir private Path directory = Path.of("");
  private final Tomcat tomcat = new Tomcat();

  @AfterEach
  void stopServer() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void shareAPortThatTellsThemApart() throws Exception {
    int port = freePort();
    Config config =
        Config.builder().set(ConfigKey.PORT, port).set(ConfigKey.HEALTH, PagePlace.APP).build();
    Host other = startServer();
    ServletExporter first = add(tomcat.getHost(), "", config);
    await().until(() -> first.metricsPort().isPresent());
    ServletExporter second = add(tomcat.getHost(), "002", config);
    ServletExporter third = add(other, "002", config);

    assertThat(scrape(port).labelValues("servlet_application_up", "application"))
        .containsExactlyInAnyOrder("/shop", "/shop##002", "//shop.example/shop##002");
    assertThat(scrape(port).sum("servlet_application_up", Map.of())).isEqualTo(3);
    assertThat(scrape(port).labelValues("http_server_active_requests", "application"))
        .containsExactlyInAnyOrder("/shop", "/shop##002", "//shop.example/shop##002");
    assertThat(get(port, "localhost", "/applications"))
        .isEqualTo(
            """
            /applications//shop.example/shop%23%23002/status/
            /applications/shop/status/
            /applications/shop%23%23002/status/
            """);
    assertThat(get(port, "localhost", "/applications//shop.example/shop%23%23002/status/data.json"))
        .contains("\"application\":\"//shop.example/shop##002\"");
    assertThat(get(OTHER_HOST, "/shop/-/ready")).isEqualTo("ready\n");
    tomcat.getHost().removeChild(tomcat.getHost().findChild("/shop"));

    await().until(() -> second.metricsPort().isPresent() || third.metricsPort().isPresent());
    assertThat(scrape(port).labelValues("servlet_application_up", "application"))
        .containsExactlyInAnyOrder("/shop##002", "//shop.example/shop##002");
  }

  @Test
  void areLeftOutOfASharedPortWhileTheyDoNotAnswer() throws Exception {
    int port = freePort();
    Config config = Config.builder().set(ConfigKey.PORT, port).build();
    startServer();
    ServletExporter first = add(tomcat.getHost(), "", config);
    await().until(() -> first.metricsPort().isPresent());
    ServletExporter second = add(tomcat.getHost(), "002", config);
    Gate gate = new Gate();
    second.registry().orElseThrow().register(gate);

    Scrape blocked = scrape(port);
    gate.open.countDown();

    assertThat(blocked.sum("servlet_application_up", Map.of("application", "/shop"))).isOne();
    assertThat(blocked.sum("servlet_application_up", Map.of("application", "/shop##002"))).isZero();
    assertThat(blocked.labelValues("http_server_active_requests", "application"))
        .containsExactly("/shop");
    await().until(() -> scrape(port).sum("servlet_application_up") == 2);
    assertThat(scrape(port).sum("servlet_metrics_errors_total", Map.of("component", "server")))
        .isOne();
  }

  @Test
  void handTheCountsOfTheContainerOver() throws Exception {
    tomcat.getEngine().getPipeline().addValve(new ResponseCountValve());
    Config config = Config.builder().build();
    Host other = startServer();
    add(tomcat.getHost(), "", config);
    add(other, "", config);
    for (int i = 0; i < 3; i++) {
      get(DEFAULT_HOST, "/shop/none");
    }

    await().until(() -> responses(DEFAULT_HOST, "404") == 3);
    assertThat(responses(OTHER_HOST, "404")).as("while another one has the counts").isZero();
    get(OTHER_HOST, "/shop/none");
    tomcat.getHost().removeChild(tomcat.getHost().findChild("/shop"));
    get(OTHER_HOST, "/shop/none");

    await("those since the last scrape of the first")
        .until(() -> responses(OTHER_HOST, "404") == 2);
  }

  private double responses(String host, String status) throws IOException {
    return Scrape.parse(get(host, "/shop/metrics"))
        .sum("servlet_container_responses_total", Map.of("status", status));
  }

  /** Collector of an application that blocks until it is opened. */
  private static final class Gate implements MultiCollector {
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public MetricSnapshots collect() {
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return MetricSnapshots.of();
    }
  }

  /** A scraper of the port would not find the other path after a change of the owner. */
  @Test
  void sayWhereTheirMetricsAreIfTheyCannotShareThePort() throws Exception {
    int port = freePort();
    Config own = Config.builder().set(ConfigKey.PORT, port).set(ConfigKey.PATH, "/numbers").build();
    Config config =
        Config.builder().set(ConfigKey.PORT, port).set(ConfigKey.HEALTH, PagePlace.APP).build();
    Host other = startServer();
    ServletExporter first = add(tomcat.getHost(), "", own);
    await().until(() -> first.metricsPort().isPresent());
    ServletExporter second = add(tomcat.getHost(), "002", config);
    ServletExporter third = add(other, "002", config);
    String elsewhere =
        "ready; metrics port 127.0.0.1:"
            + port
            + " is in use by web app \"/shop\" of this JVM, and the metrics of this application are"
            + " at /shop/metrics in the application\n";

    await()
        .untilAsserted(
            () -> {
              assertThat(get(DEFAULT_HOST, "/shop/-/ready")).isEqualTo(elsewhere);
              assertThat(get(OTHER_HOST, "/shop/-/ready")).isEqualTo(elsewhere);
            });
    tomcat.getHost().removeChild(tomcat.getHost().findChild("/shop"));

    await().until(() -> second.metricsPort().isPresent() || third.metricsPort().isPresent());
    await()
        .untilAsserted(
            () -> {
              assertThat(get(DEFAULT_HOST, "/shop/-/ready")).isEqualTo("ready\n");
              assertThat(get(OTHER_HOST, "/shop/-/ready")).isEqualTo("ready\n");
            });
  }

  @Test
  @Tag("full")
  void areInstancesWithNamesOfTheirOwn() throws Exception {
    Config config =
        Config.builder().set(ConfigKey.MULTIPROC_DIR, directory.resolve("store")).build();
    Host other = startServer();
    add(tomcat.getHost(), "", config);
    add(tomcat.getHost(), "002", config);
    add(other, "002", config);

    await()
        .untilAsserted(
            () ->
                assertThat(applications())
                    .containsExactlyInAnyOrder("/shop", "/shop##002", "//shop.example/shop##002"));
  }

  /** Returns the names of the live instances, without host and process id. */
  private Set<String> applications() throws IOException {
    Scrape merged = Scrape.parse(get(DEFAULT_HOST, "/shop/metrics/all"));
    Set<String> instances = merged.labelValues("servlet_instance_info", "instance");
    assertThat(merged.sum("servlet_instances", Map.of("state", "live")))
        .isEqualTo(instances.size());
    return instances.stream()
        .map(instance -> instance.substring(instance.indexOf('/')))
        .collect(Collectors.toSet());
  }

  private Host startServer() throws Exception {
    LoopbackTomcat.prepare(tomcat, Files.createDirectory(directory.resolve("base")));
    tomcat.getHost();
    Host other = new StandardHost();
    other.setName(OTHER_HOST);
    tomcat.getEngine().addChild(other);
    tomcat.start();
    return other;
  }

  private ServletExporter add(Host host, String version, Config config) throws IOException {
    StandardContext context = new StandardContext();
    context.setPath("/shop");
    context.setWebappVersion(version);
    context.setName(version.isEmpty() ? "/shop" : "/shop##" + version);
    context.setDocBase(Files.createDirectories(directory.resolve("app")).toString());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    ServletExporter exporter = new ServletExporter(config);
    context.addServletContainerInitializer(exporter, Set.of());
    host.addChild(context);
    return exporter;
  }

  private static Scrape scrape(int port) throws IOException {
    return Scrape.parse(get(port, "localhost", "/metrics"));
  }

  private String get(String host, String path) throws IOException {
    return get(tomcat.getConnector().getLocalPort(), host, path);
  }

  private static String get(int port, String host, String path) throws IOException {
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send(
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      return connection.receive("GET").body();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
