package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.app.TestApp;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ServerSettings;
import io.github.servletexporter.it.server.TestServer;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The test application with the exporter and two witnesses in a running server. */
final class Deployment implements AutoCloseable {
  private final TestServer server;
  private final String contextPath;
  private final Witness witness;

  private Deployment(TestServer server, String contextPath, Witness witness) {
    this.server = server;
    this.contextPath = contextPath;
    this.witness = witness;
  }

  /**
   * Starts a server whose application is put together by the given initializers, the exporter among
   * them, between the two witnesses.
   */
  static Deployment start(
      Container container, ServerSettings settings, ServletContainerInitializer... exporters)
      throws Exception {
    Witness witness = new Witness();
    List<ServletContainerInitializer> initializers = new ArrayList<>();
    initializers.add(witness.outside());
    initializers.addAll(List.of(exporters));
    initializers.add(witness.inside());
    initializers.add((classes, context) -> TestApp.register(context));
    return new Deployment(container.start(settings, initializers), settings.contextPath(), witness);
  }

  int port() {
    return server.port();
  }

  Witness witness() {
    return witness;
  }

  List<AccessLine> accessLog() {
    return server.accessLog();
  }

  String path(String path) {
    return contextPath + path;
  }

  /** Sends a GET without an id. */
  WireResponse get(String path, String... fields) throws IOException {
    try (WireConnection connection = WireConnection.to(port())) {
      connection.send(
          "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
              .formatted(path(path), String.join("", fields)));
      return connection.receive("GET");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
