package io.github.servletexporter.it.operator.prometheus;

import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.it.jetty.Ee10;
import io.github.servletexporter.it.jetty.JettyContainer;
import io.github.servletexporter.it.operator.program.Ports;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.it.server.ContainerSettings.Recycling;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.it.tomcat.TomcatContainer;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.TimeoutAction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Servers that cause the alerts: the example, twice in one store, a Tomcat and a Jetty, with their
 * clients.
 */
final class MonitoredServers implements AutoCloseable {
  private static final Duration WORKER_TIMEOUT = Duration.ofMillis(500);
  private static final int THREADS = 8;

  /**
   * Number of requests over the size of Jetty's pool: the rest waits, and only the metrics port
   * answers.
   */
  private static final int BUSY_JETTY = 16;

  private static final int BUSY_TOMCAT = 4;
  private static final int FEW_SERIES = 5;
  private static final int ROUTE_COUNT = 10;

  private final TroubleApp onTomcat = TroubleApp.withBrokenServlet();
  private final TroubleApp onJetty = TroubleApp.create();
  private final Visitors visitors = new Visitors();
  private final int jettysOwnPort = Ports.free();
  private final int examplesOwnPort = Ports.free();
  private final ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final ExampleProcess example;
  private final ExampleProcess victim;
  private final TestServer tomcat;
  private final TestServer jetty;

  private MonitoredServers(Path directory) throws Exception {
    String store = "multiproc-dir=" + directory.resolve("store");
    victim = ExampleProcess.start(Files.createDirectory(directory.resolve("victim")), store);
    example =
        ExampleProcess.start(
            directory,
            store,
            "compat-names=gunicorn",
            "max-requests=20",
            "trusted-proxies=127.0.0.1",
            "queue-deadline=100ms",
            "port=" + examplesOwnPort,
            "hooks=" + BrokenHook.class.getName());
    tomcat =
        start(
            new TomcatContainer("tomcat"),
            onTomcat,
            Config.builder()
                .set(ConfigKey.FRAMING, FramingMode.OBSERVE)
                .set(ConfigKey.MAX_SERIES, FEW_SERIES)
                .set(ConfigKey.PORT, taken.getLocalPort()));
    jetty =
        start(
            new JettyContainer("jetty", new Ee10()),
            onJetty,
            Config.builder().set(ConfigKey.PORT, jettysOwnPort));
  }

  static MonitoredServers start(Path directory) throws Exception {
    MonitoredServers servers = new MonitoredServers(directory);
    servers.makeTrouble();
    return servers;
  }

  private static TestServer start(Container container, TroubleApp app, Config.Builder config)
      throws Exception {
    config
        .set(ConfigKey.WORKER_TIMEOUT, WORKER_TIMEOUT)
        .set(ConfigKey.WORKER_TIMEOUT_ACTION, TimeoutAction.RECYCLE);
    ContainerSettings settings =
        new ContainerSettings("", Compliance.DEFAULT, false, new Recycling(THREADS, 0, 0));
    return container.start(settings, List.of(app, new ServletExporter(config.build())));
  }

  private void makeTrouble() {
    visitors.send(BUSY_TOMCAT, tomcat.port(), () -> Visitors.get(TroubleApp.SLOW));
    visitors.send(BUSY_JETTY, jetty.port(), () -> Visitors.get(TroubleApp.SLOW));
    AtomicInteger number = new AtomicInteger();
    visitors.send(
        1,
        tomcat.port(),
        () -> Visitors.get(TroubleApp.ROUTES + number.getAndIncrement() % ROUTE_COUNT));
    visitors.send(
        1,
        tomcat.port(),
        () ->
            "GET /route0 HTTP/1.1\r\nHost: localhost\r\nConnection: close, content-length\r\n\r\n");
    visitors.send(1, example.port(), () -> Visitors.get("/fast", BrokenRoutes.FIELD + ": yes\r\n"));
    visitors.send(1, example.port(), () -> Visitors.get("/fast", waitedTwoSeconds()));
  }

  private static String waitedTwoSeconds() {
    return "X-Request-Start: t=" + (System.currentTimeMillis() - 2_000) + "\r\n";
  }

  /**
   * Returns the port on which each server is scraped; the example and Tomcat are scraped in the
   * application.
   */
  List<Integer> ports() {
    return List.of(example.port(), tomcat.port(), jettysOwnPort);
  }

  /** Returns the metrics port of the example. */
  int examplesOwnPort() {
    return examplesOwnPort;
  }

  /** Kills the other instance of the example's shared store. */
  void killInstance() {
    victim.kill();
  }

  /** Returns the application on Tomcat. */
  TroubleApp onTomcat() {
    return onTomcat;
  }

  @Override
  public void close() throws IOException {
    visitors.close();
    taken.close();
    victim.close();
    example.close();
    tomcat.close();
    jetty.close();
  }
}
