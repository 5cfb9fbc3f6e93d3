package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.config.Config;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * WebSockets: the handshake is a request that ends with 101, and the connection is counted for as
 * long as it is open. A container's test module extends this class.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WebSocketBehaviour {
  private static final String OPEN = MetricCatalog.WEBSOCKET_CONNECTIONS.name();

  private final Container container;
  private final List<WebSocket> opened = new ArrayList<>();
  private Deployment deployment;

  /**
   * Creates the behaviour.
   *
   * @param container the container to run on
   * @param webSockets the container's initializer of Jakarta WebSocket
   */
  protected WebSocketBehaviour(Container container, ServletContainerInitializer webSockets) {
    this.container = new WithWebSockets(container, webSockets);
  }

  /** Endpoint that says nothing. */
  public static final class Quiet extends Endpoint {
    /** Creates the endpoint; the container calls this constructor. */
    public Quiet() {}

    @Override
    public void onOpen(Session session, EndpointConfig config) {}
  }

  /** Containers call their own initializers before those of an application. */
  private record WithWebSockets(Container container, ServletContainerInitializer webSockets)
      implements Container {

    @Override
    public String name() {
      return container.name();
    }

    @Override
    public Family family() {
      return container.family();
    }

    @Override
    public boolean canUpgrade() {
      return container.canUpgrade();
    }

    @Override
    public TestServer start(
        ContainerSettings settings, List<ServletContainerInitializer> initializers)
        throws Exception {
      List<ServletContainerInitializer> all = new ArrayList<>(initializers);
      all.add(0, webSockets);
      return container.start(settings, all);
    }
  }

  @BeforeAll
  void start() throws Exception {
    deployment =
        Deployment.start(
            container,
            ContainerSettings.defaults(),
            Config.defaults(),
            (classes, context) ->
                addEndpoints(context.getAttribute(ServerContainer.class.getName())));
  }

  private static void addEndpoints(Object webSocketContainer) {
    ServerContainer server = (ServerContainer) webSocketContainer;
    for (String path : List.of("/chat/{room}", "/news")) {
      try {
        server.addEndpoint(ServerEndpointConfig.Builder.create(Quiet.class, path).build());
      } catch (DeploymentException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterAll
  void stop() throws IOException {
    opened.forEach(WebSocket::abort);
    deployment.close();
  }

  @Test
  void areCountedWhileTheyAreOpenAndTheirHandshakesByRoute() throws Exception {
    assertThat(deployment.scrape().sum(OPEN)).isZero();
    WebSocket red = open("/chat/red");
    open("/chat/blue");
    open("/news");

    // A client has the response before the filter has counted the handshake.
    Scrape scrape =
        Patience.await("three handshakes are counted")
            .until(
                deployment::scrape,
                now -> now.sum(Metrics.REQUESTS, Map.of(Metrics.STATUS, "101")) == 3);
    assertThat(scrape.sum(OPEN)).isEqualTo(3);
    assertThat(handshakes(scrape, "/chat/{room}")).isEqualTo(2);
    assertThat(handshakes(scrape, "/news")).isEqualTo(1);
    assertThat(scrape.sum(Metrics.ACTIVE)).isEqualTo(1);

    red.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    opened.get(1).abort();
    Patience.await("two of three connections are closed")
        .until(deployment::scrape, now -> now.sum(OPEN) == 1);
  }

  private WebSocket open(String path) {
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + deployment.port() + deployment.path(path)),
                new WebSocket.Listener() {})
            .join();
    opened.add(socket);
    return socket;
  }

  private double handshakes(Scrape scrape, String endpoint) {
    return scrape.sum(
        Metrics.REQUESTS, Map.of(Metrics.STATUS, "101", Metrics.ROUTE, deployment.path(endpoint)));
  }
}
