package io.github.servletexporter.it.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.it.pool.HoldingApp;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.LifeCycle;

/** Embedded Jetty with a {@link HoldingApp} at the root. */
final class HoldingJetty implements AutoCloseable {
  private final Server server;
  private final Path directory;
  private final ServletEnvironment environment;
  private final HoldingApp app;
  private final ContextHandlerCollection contexts = new ContextHandlerCollection();
  private final Handler root;

  private HoldingJetty(
      Server server, Path directory, ServletEnvironment environment, HoldingApp app) {
    this.server = server;
    this.directory = directory;
    this.environment = environment;
    this.app = app;
    this.root = environment.application("/", directory, List.of(app));
  }

  static HoldingJetty start(ServletEnvironment environment, Server server) throws Exception {
    return start(environment, server, new HoldingApp(), added -> {});
  }

  /**
   * Starts a server.
   *
   * @param setup adds connectors; without any the server has one
   */
  static HoldingJetty start(
      ServletEnvironment environment, Server server, HoldingApp app, Consumer<Server> setup)
      throws Exception {
    HoldingJetty jetty =
        new HoldingJetty(server, Files.createTempDirectory("jetty"), environment, app);
    setup.accept(server);
    if (server.getConnectors().length == 0) {
      server.addConnector(connector(server));
    }
    jetty.contexts.addHandler(jetty.root);
    server.setHandler(jetty.contexts);
    server.start();
    return jetty;
  }

  /** Returns a connector on the loopback interface with a free port. */
  static ServerConnector connector(Server server) {
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    return connector;
  }

  /** Adds an application to the running server. */
  Handler add(String contextPath, HoldingApp added) throws Exception {
    Handler handler = environment.application(contextPath, directory, List.of(added));
    contexts.addHandler(handler);
    handler.start();
    return handler;
  }

  Server server() {
    return server;
  }

  Handler root() {
    return root;
  }

  HoldingApp app() {
    return app;
  }

  ContainerAdapter adapter() {
    return app.adapter();
  }

  PoolSnapshot onlyPool() {
    List<PoolSnapshot> pools = adapter().pools().read();
    assertThat(pools).hasSize(1);
    return pools.get(0);
  }

  HeldRequests requests() {
    return new HeldRequests(app, "");
  }

  int port() {
    return port(0);
  }

  int port(int connector) {
    return ((NetworkConnector) server.getConnectors()[connector]).getLocalPort();
  }

  /** Sends one request and returns the status of the response. */
  int status(String path) throws IOException {
    try (WireConnection connection = WireConnection.to(port())) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return connection.receive("GET").status();
    }
  }

  @Override
  public void close() throws IOException {
    app.release();
    LifeCycle.stop(server);
    IO.delete(directory);
  }
}
