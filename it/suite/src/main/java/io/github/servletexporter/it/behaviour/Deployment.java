package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.app.TestApp;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** The test application with the exporter and two witnesses in a running server. Thread-safe. */
final class Deployment implements AutoCloseable {
  /** Paths that the tests themselves use for observation and control. */
  private static final List<String> TOOLS = List.of("/metrics", "/gate/open");

  private final TestServer server;
  private final ServletExporter exporter;
  private final String contextPath;
  private final Witness witness;
  private final AtomicInteger stages = new AtomicInteger();

  /** Number of active requests while only a scrape is in flight. */
  private volatile double idle = 1;

  private Deployment(
      TestServer server, ServletExporter exporter, String contextPath, Witness witness) {
    this.server = server;
    this.exporter = exporter;
    this.contextPath = contextPath;
    this.witness = witness;
  }

  /** Starts with the default settings of server and exporter. */
  static Deployment start(Container container) throws Exception {
    return start(container, ContainerSettings.defaults(), Config.defaults());
  }

  /**
   * Starts a server whose application has the exporter between two witnesses.
   *
   * @param more further initializers, called after the exporter
   */
  static Deployment start(
      Container container,
      ContainerSettings settings,
      Config config,
      ServletContainerInitializer... more)
      throws Exception {
    Witness witness = new Witness();
    List<ServletContainerInitializer> initializers = new ArrayList<>();
    initializers.add(witness.outside());
    ServletExporter exporter = new ServletExporter(config);
    initializers.add(exporter);
    initializers.add(witness.inside());
    initializers.add((classes, context) -> TestApp.register(context));
    initializers.addAll(Arrays.asList(more));
    TestServer server = container.start(settings, initializers);
    return new Deployment(server, exporter, settings.contextPath(), witness);
  }

  int port() {
    return server.port();
  }

  /** Returns the metrics port as soon as it is bound. */
  int metricsPort() {
    return Patience.await("the metrics port is bound")
        .until(exporter::metricsPort, OptionalInt::isPresent)
        .getAsInt();
  }

  Witness witness() {
    return witness;
  }

  String path(String path) {
    return contextPath + path;
  }

  /** Returns a new request with a unique id. */
  Stage stage() {
    return new Stage(this, Stage.ID_PREFIX + stages.incrementAndGet());
  }

  /** Sends a GET without an id; fields come with their line ends. */
  WireResponse get(String path, String... fields) throws IOException {
    return send("GET", path, fields);
  }

  /** Sends a request without a body and without an id; fields come with their line ends. */
  WireResponse send(String method, String path, String... fields) throws IOException {
    try (WireConnection connection = WireConnection.to(port())) {
      connection.send(
          "%s %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
              .formatted(method, path(path), String.join("", fields)));
      return connection.receive(method);
    }
  }

  /** Scrapes as Prometheus does. */
  Scrape scrape() {
    try {
      return Scrape.parse(get("/metrics").body());
    } catch (IOException e) {
      throw new IllegalStateException("the scrape failed", e);
    }
  }

  /**
   * Makes a situation happen and waits until the metrics have counted it. Gives up after a while,
   * so that the test can assert on what is missing.
   */
  Observed observe(Situation.Probe probe) throws Exception {
    Stage stage = stage();
    Scrape before = settled();
    String wire = probe.perform(stage);
    int expected = witness.outer().saw(stage.id()) ? 1 : 0;
    Scrape known =
        Patience.firstOrLast(
            this::scrape, now -> counted(now) >= counted(before) + expected && isIdle(now));
    // A request that leaks here must not fail the situations that follow.
    idle = known.sum(Metrics.ACTIVE);
    return new Observed(stage.id(), wire, new Increase(before, settled()));
  }

  /**
   * Returns a scrape during which nothing else is in flight. The previous scrape may still be,
   * because a client has its response before the server has finished the request.
   */
  Scrape settled() {
    return Patience.await("only the scrape is in flight").until(this::scrape, this::isIdle);
  }

  private boolean isIdle(Scrape scrape) {
    return scrape.sum(Metrics.ACTIVE) == idle;
  }

  private double counted(Scrape scrape) {
    return scrape.sum(Metrics.REQUESTS) - tools(scrape);
  }

  /** Returns the number of requests from the tests themselves that a scrape has counted. */
  double tools(Scrape scrape) {
    return scrape.find(Metrics.REQUESTS, Map.of()).stream()
        .filter(sample -> isTool(sample.label(Metrics.ROUTE)))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** Returns whether a path or a route, with any context path, belongs to the tests themselves. */
  static boolean isTool(String pathOrRoute) {
    return TOOLS.stream().anyMatch(pathOrRoute::endsWith);
  }

  /** Returns the container's own log without the requests of the tests themselves. */
  List<AccessLine> accessLog() {
    return server.accessLog().stream().filter(line -> !isTool(line.path())).toList();
  }

  /** Returns the container's own log with the requests of the tests themselves. */
  List<AccessLine> wholeAccessLog() {
    return server.accessLog();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
