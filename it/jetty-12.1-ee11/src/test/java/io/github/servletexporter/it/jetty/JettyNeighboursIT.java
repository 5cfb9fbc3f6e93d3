package io.github.servletexporter.it.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.container.jetty.ResponseCountLog;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web applications with one context path on virtual hosts. */
final class JettyNeighboursIT {
  private static final String HOST = "shop.example";

  @TempDir private Path directory = Path.of("");
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ContextHandlerCollection applications = new ContextHandlerCollection();
  private int port;
  private ContextHandler first = new ContextHandler();
  private ServletExporter secondExporter = new ServletExporter(Config.defaults());

  @BeforeEach
  void choosePort() throws IOException {
    port = freePort();
  }

  @AfterEach
  void stopServer() {
    // The server does not stop what was started without it.
    applications.getHandlers().forEach(handler -> LifeCycle.stop(handler));
    LifeCycle.stop(server);
  }

  @Test
  void shareAPortThatTellsThemApart() throws Exception {
    Config config = Config.builder().set(ConfigKey.PORT, port).build();
    startBoth(config, config);

    assertThat(applications()).containsExactlyInAnyOrder("//shop.example/shop", "/shop");
    first.stop();
    await().until(() -> secondExporter.metricsPort().isPresent());

    assertThat(applications()).containsExactly("/shop");
  }

  /** The application that has the port also exposes the counts, of which none may be lost. */
  @Test
  void handTheCountsOfTheContainerOver() throws Exception {
    Config config = Config.builder().set(ConfigKey.PORT, port).build();
    startBoth(config, config);
    for (int i = 0; i < 3; i++) {
      get(HOST, "/shop/none");
    }

    await().until(() -> responses("404") == 3);
    get("localhost", "/shop/none");
    first.stop();
    get("localhost", "/shop/none");

    await().until(() -> secondExporter.metricsPort().isPresent());
    await("those since the last scrape of the first").until(() -> responses("404") == 2);
    get("localhost", "/shop/none");
    await().until(() -> responses("404") == 3);
  }

  private double responses(String status) throws IOException {
    return Scrape.parse(get(port, "localhost", "/metrics"))
        .sum("servlet_container_responses_total", Map.of("status", status));
  }

  /** A scraper of the port would not find the other path after a change of the owner. */
  @Test
  void sayWhereTheirMetricsAreIfTheyCannotShareThePort() throws Exception {
    Config.Builder own =
        Config.builder().set(ConfigKey.PORT, port).set(ConfigKey.HEALTH, PagePlace.APP);
    Config config = own.build();
    startBoth(own.set(ConfigKey.PATH, "/numbers").build(), config);

    await()
        .untilAsserted(
            () ->
                assertThat(get("localhost", "/shop/-/ready"))
                    .isEqualTo(
                        "ready; metrics port 127.0.0.1:"
                            + port
                            + " is in use by web app \"//shop.example/shop\" of this JVM, and the"
                            + " metrics of this application are at /shop/metrics in the"
                            + " application\n"));
    assertThat(get(HOST, "/shop/-/ready")).isEqualTo("ready\n");
    first.stop();
    await().until(() -> secondExporter.metricsPort().isPresent());

    await().untilAsserted(() -> assertThat(get("localhost", "/shop/-/ready")).isEqualTo("ready\n"));
  }

  /** Starts an application that gets the metrics port, and another after it. */
  private void startBoth(Config onHost, Config elsewhere) throws Exception {
    ResponseCountLog.install(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(applications);
    server.start();
    ServletExporter firstExporter = new ServletExporter(onHost);
    first = add(firstExporter, List.of(HOST));
    await().until(() -> firstExporter.metricsPort().isPresent());
    secondExporter = new ServletExporter(elsewhere);
    add(secondExporter, List.of());
  }

  /** Returns the applications that a scrape of the metrics port shows. */
  private Set<String> applications() throws IOException {
    return Scrape.parse(get(port, "localhost", "/metrics"))
        .labelValues("servlet_application_up", "application");
  }

  private ContextHandler add(ServletExporter exporter, List<String> hosts) throws Exception {
    Path empty = Files.createDirectories(directory.resolve("app"));
    ContextHandler application =
        (ContextHandler) new Ee11().application("/shop", empty, List.of(exporter));
    application.setVirtualHosts(hosts);
    applications.addHandler(application);
    application.start();
    return application;
  }

  private String get(String host, String path) throws IOException {
    return get(connector.getLocalPort(), host, path);
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
