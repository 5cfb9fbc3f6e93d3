package io.github.servletexporter.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
