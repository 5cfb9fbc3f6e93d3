package io.github.servletexporter.it.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
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
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web applications with one context path on virtual hosts. */
final class JettyNeighboursIT {
  private static final String HOST = "shop.example";

  @TempDir private Path directory = Path.of("");
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ContextHandlerCollection applications = new ContextHandlerCollection();

  @AfterEach
  void stopServer() {
    LifeCycle.stop(server);
  }

  @Test
  void areToldApartAndSayWhereTheirMetricsAre() throws Exception {
    int port = freePort();
    Config config =
        Config.builder().set(ConfigKey.PORT, port).set(ConfigKey.HEALTH, PagePlace.APP).build();
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(applications);
    server.start();
    ServletExporter first = new ServletExporter(config);
    ContextHandler onHost = add(first, List.of(HOST));
    await().until(() -> first.metricsPort().isPresent());
    ServletExporter second = new ServletExporter(config);
    add(second, List.of());

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
    onHost.stop();

    await().until(() -> second.metricsPort().isPresent());
    assertThat(get("localhost", "/shop/-/ready")).isEqualTo("ready\n");
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
    try (WireConnection connection = WireConnection.to(connector.getLocalPort())) {
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
