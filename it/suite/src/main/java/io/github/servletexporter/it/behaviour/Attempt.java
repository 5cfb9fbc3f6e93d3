package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.app.TestApp;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.config.Config;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of starting the test application with a component that may be broken.
 *
 * @param exporter the exporter that the program which starts the server holds
 * @param thrown the exception that the start threw, or null
 * @param scrape the scrape after the start, or null if the application does not run
 */
record Attempt(ServletExporter exporter, @Nullable Throwable thrown, @Nullable Scrape scrape) {
  private static final String METRIC = "servlet_boot_failures_total";

  /** Starts a server, scrapes it and stops it. */
  static Attempt at(Container container, Config config, List<ServletContainerInitializer> more)
      throws Exception {
    ServletExporter exporter = new ServletExporter(config);
    List<ServletContainerInitializer> initializers = new ArrayList<>();
    initializers.add(exporter);
    initializers.add((classes, context) -> TestApp.register(context));
    initializers.addAll(more);
    TestServer server;
    try {
      server = container.start(ContainerSettings.defaults(), initializers);
    } catch (Exception | LinkageError e) {
      return new Attempt(exporter, e, null);
    }
    try (server) {
      return new Attempt(exporter, null, scrape(server));
    }
  }

  private static @Nullable Scrape scrape(TestServer server) throws IOException {
    try (WireConnection connection = WireConnection.to(server.port())) {
      connection.send(
          "GET %s/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
              .formatted(ContainerSettings.CONTEXT_PATH));
      WireResponse response = connection.receive("GET");
      return response.status() == 200 ? Scrape.parse(response.body()) : null;
    }
  }

  boolean runs() {
    return scrape != null;
  }

  BootFailure failure() {
    return exporter.bootFailure().orElseThrow();
  }

  /** Returns the exit status for the program, derived from the exception if one was thrown. */
  int exitStatus() {
    return thrown != null ? BootFailure.exitStatus(thrown) : failure().stage().exitStatus();
  }

  /** Returns the counter of one stage, zero without a scrape. */
  double count(String stage) {
    return scrape == null
        ? 0
        : scrape.samples().stream()
            .filter(sample -> sample.name().equals(METRIC) && sample.label("stage").equals(stage))
            .mapToDouble(Sample::value)
            .sum();
  }
}
