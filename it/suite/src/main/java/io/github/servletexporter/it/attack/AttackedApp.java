package io.github.servletexporter.it.attack;

import io.github.servletexporter.it.app.TestApp;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.prometheus.metrics.core.metrics.Gauge;
import java.io.IOException;
import java.util.List;

/** Application whose scrape is large. It runs until its standard input ends. */
public final class AttackedApp {

  /** Text before the port number in the line that is printed when the server is up. */
  static final String SERVES = "serves at port ";

  private static final int SERIES = 4_000;
  private static final String PADDING = "x".repeat(1_250);

  private AttackedApp() {}

  /**
   * Runs the application.
   *
   * @param container the container to run it in
   * @throws Exception if the server does not start
   */
  public static void run(Container container) throws Exception {
    ServletExporter exporter = new ServletExporter(Config.defaults());
    try (TestServer server =
        container.start(
            ContainerSettings.defaults(),
            List.of(exporter, (classes, context) -> TestApp.register(context)))) {
      Gauge gauge =
          Gauge.builder()
              .name("large_family")
              .help("5 MB of text.")
              .labelNames("series")
              .register(exporter.registry().orElseThrow());
      for (int i = 0; i < SERIES; i++) {
        gauge.labelValues(PADDING + i).set(i);
      }
      System.out.println(SERVES + server.port());
      awaitEndOfInput();
    }
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // The test closes its end, also if it is killed.
    }
  }
}
