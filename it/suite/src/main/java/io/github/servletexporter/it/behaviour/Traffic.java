package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.Http2Connection;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Requests of clients over persistent connections. Thread-safe. */
final class Traffic {
  private final Deployment deployment;

  Traffic(Deployment deployment) {
    this.deployment = deployment;
  }

  /** Returns the given number of paths by repeating a list. */
  static List<String> cycle(List<String> paths, int requests) {
    return IntStream.range(0, requests).mapToObj(i -> paths.get(i % paths.size())).toList();
  }

  /**
   * Runs clients and scrapes as long as one of them runs: every scrape has to be consistent in
   * itself and with the previous one.
   */
  void run(int clients, Clients.Client client) throws Exception {
    AtomicInteger running = new AtomicInteger(clients);
    Clients.run(
        clients + 1,
        number -> {
          if (number == clients) {
            scrapeWhile(running);
          } else {
            try {
              client.run(number);
            } finally {
              running.decrementAndGet();
            }
          }
        });
  }

  private void scrapeWhile(AtomicInteger running) {
    Scrape earlier = deployment.scrape();
    while (running.get() > 0) {
      Scrape later = deployment.scrape();
      ScrapeInvariants.check(earlier, later);
      earlier = later;
    }
  }

  /** Sends one GET after the other on a connection, and on a new one if the server closes it. */
  void keepAlive(List<String> paths) throws IOException {
    WireConnection connection = deployment.stage().connect();
    for (String path : paths) {
      connection.send(deployment.stage().head("GET", path, ""));
      WireResponse response = connection.receive("GET");
      assertThat(response.complete()).isTrue();
      if (response.announcesClose()) {
        connection.close();
        connection = deployment.stage().connect();
      }
    }
    connection.close();
  }

  /** Sends POST requests over one HTTP/2 connection, all at the same time. */
  void multiplex(List<String> paths) throws Exception {
    Http2Connection connection = Http2Connection.to(deployment.port());
    // Tomcat logs the upgrade as a request; this one is ignored by the tests anyway.
    connection.get(deployment.path("/gate/open?gate=http2"), "upgrade");
    List<CompletableFuture<?>> pending = new ArrayList<>();
    for (String path : paths) {
      pending.add(connection.post(deployment.path(path), deployment.stage().id(), "hello"));
    }
    for (CompletableFuture<?> response : pending) {
      response.get();
    }
  }
}
