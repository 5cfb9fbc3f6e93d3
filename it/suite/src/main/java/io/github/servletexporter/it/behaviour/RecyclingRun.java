package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.app.TestApp;
import io.github.servletexporter.it.client.Http2Connection;
import io.github.servletexporter.it.client.KeepAliveClient;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Server under load whose pool recycles its workers. Thread-safe. */
final class RecyclingRun implements AutoCloseable {
  private static final String OK = ContainerSettings.CONTEXT_PATH + "/ok";

  private static final int UPGRADED = 101;
  private static final long WATCH_PERIOD_NANOS = 50_000_000;

  private final TestServer server;
  private final AtomicInteger scrapes = new AtomicInteger();

  private RecyclingRun(TestServer server) {
    this.server = server;
  }

  static RecyclingRun start(
      Container container, ContainerSettings.Recycling pool, Config.Builder limits)
      throws Exception {
    RetirementRecorder.clear();
    Config config =
        limits.set(ConfigKey.HOOKS, List.of(RetirementRecorder.class.getName())).build();
    return new RecyclingRun(
        container.start(
            ContainerSettings.recycling(pool),
            List.of(new ServletExporter(config), (classes, context) -> TestApp.register(context))));
  }

  /** Runs the clients while it asserts that the size of the pool is constant. */
  void load(int clients, Clients.Client client) throws Exception {
    AtomicInteger running = new AtomicInteger(clients);
    Clients.run(
        clients + 1,
        number -> {
          if (number == clients) {
            watchPool(running);
          } else {
            try {
              client.run(number);
            } finally {
              running.decrementAndGet();
            }
          }
        });
  }

  private void watchPool(AtomicInteger running) throws IOException {
    double size = scrape().sum("servlet_pool_threads_max");
    while (running.get() > 0) {
      Scrape scrape = scrape();
      assertThat(scrape.sum("servlet_pool_threads_max")).isEqualTo(size);
      assertThat(scrape.sum("servlet_pool_threads")).isBetween(1.0, size);
      LockSupport.parkNanos(WATCH_PERIOD_NANOS);
    }
  }

  KeepAliveClient keepAlive(int depth) {
    return new KeepAliveClient(server.port(), OK, depth);
  }

  /** Sends requests over one connection, several streams at a time. */
  void multiplex(int streams, int requests) throws Exception {
    Http2Connection connection = Http2Connection.to(server.port());
    for (int sent = 0; sent < requests; sent += streams) {
      List<CompletableFuture<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        statuses.add(connection.post(OK, "-", "").thenApply(response -> response.statusCode()));
      }
      for (CompletableFuture<Integer> status : statuses) {
        assertThat(status.get()).isEqualTo(200);
      }
    }
  }

  Scrape scrape() throws IOException {
    try (WireConnection connection = WireConnection.to(server.port())) {
      connection.send(
          "GET %s/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              .formatted(ContainerSettings.CONTEXT_PATH));
      Scrape scrape = Scrape.parse(connection.receive("GET").body());
      scrapes.incrementAndGet();
      return scrape;
    }
  }

  /** Returns the number of completed scrapes. */
  int scrapes() {
    return scrapes.get();
  }

  /**
   * Returns the number of requests that the container has logged, without the upgrades that Tomcat
   * logs as well.
   */
  int logged() {
    return (int) server.accessLog().stream().filter(line -> line.status() != UPGRADED).count();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
