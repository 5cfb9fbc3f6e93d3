package io.github.servletexporter.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that listen on one port: any of them answers a scrape for all. */
class OnePortIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int CONNECTIONS = 200;
  private static final String COUNT = "http_server_request_duration_seconds_count";
  private static final Map<String, String> WORK = Map.of("http_route", InstanceApp.WORK);

  @TempDir private Path directory;

  @Test
  void aScrapeOfTheCommonPortShowsWhatAllHaveServed() throws Exception {
    String port = Integer.toString(RedisServer.freePort());
    try (InstanceProcess first = start("first.log", port);
        InstanceProcess second = start("second.log", port)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThat(ask(first.port(), InstanceApp.WORK).status()).isEqualTo(200);
      }

      assertThat(first.metrics().sum(COUNT, WORK)).isBetween(1.0, CONNECTIONS - 1.0);
      assertThat(first.metrics().sum(COUNT, WORK) + second.metrics().sum(COUNT, WORK))
          .isEqualTo(CONNECTIONS);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          Scrape.parse(ask(first.port(), "/metrics/all").body()).sum(COUNT, WORK))
                      .isEqualTo(CONNECTIONS));
    }
  }

  private InstanceProcess start(String log, String port) {
    return InstanceProcess.start(
        directory.resolve(log), List.of("multiproc-dir=" + directory.resolve("store")), port);
  }

  private static WireResponse ask(int port, String path) throws IOException {
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return connection.receive("GET");
    }
  }
}
