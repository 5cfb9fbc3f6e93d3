package io.github.servletexporter.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ExampleAppTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void itsOwnTrafficMovesEveryKindOfMetric() throws Exception {
    try (ExampleApp app = ExampleApp.start(0);
        ExampleTraffic traffic = ExampleTraffic.start(app.url())) {
      assertThat(traffic).isNotNull();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(scrape(app))
                      .satisfies(scrape -> assertMoves(scrape, "status_code=\"200\".*\"/fast\""))
                      .satisfies(scrape -> assertMoves(scrape, "status_code=\"404\".*route=\"\""))
                      .satisfies(scrape -> assertMoves(scrape, "http_server_exceptions_total"))
                      .satisfies(scrape -> assertMoves(scrape, "http_server_client_aborts_total"))
                      .satisfies(scrape -> assertMoves(scrape, "http_server_async_timeouts_total"))
                      .satisfies(scrape -> assertMoves(scrape, "request_body_size_bytes_sum"))
                      .satisfies(
                          scrape -> assertMoves(scrape, "violation=\"transfer_encoding_unsup")));
    }
  }

  /** Jedis is an optional dependency: an application without a Redis gets none of its libraries. */
  @Test
  void startsAndAnswersScrapesWithoutJedis() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    assertThat(classPath.split(File.pathSeparator))
        .extracting(entry -> Path.of(entry).getFileName().toString())
        .anyMatch(name -> name.startsWith("prometheus-metrics-core"))
        .noneMatch(name -> name.matches("(jedis|commons-pool2|redis-authx).*"));

    try (ExampleApp app = ExampleApp.start(0)) {
      assertThat(scrape(app)).contains("http_server_active_requests");
    }
  }

  /** Asserts that a sample whose line has a pattern in it is above zero. */
  private static void assertMoves(String scrape, String pattern) {
    assertThat(scrape)
        .containsPattern(Pattern.compile("(?m)^[^#\\n]*" + pattern + ".* [1-9][0-9.E]*$"));
  }

  private static String scrape(ExampleApp app) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/metrics")).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }
}
