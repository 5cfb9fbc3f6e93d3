package io.github.servletexporter.it.springboot;

import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Counts of requests in a scrape, one line of text for each series, without the scrapes themselves.
 *
 * @param values value by line
 * @param inFlight number of requests in flight, without the scrape
 */
record Counts(Map<String, Double> values, double inFlight) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String SCRAPE = ShopServer.CONTEXT_PATH + "/metrics";
  private static final String ROUTE = "http_route";

  private static final Map<String, Function<Sample, String>> LINES =
      Map.of(
          "http_server_request_duration_seconds_count", Counts::requestLine,
          "http_server_exceptions_total",
              sample ->
                  (sample.label("handled").equals("true") ? "handled " : "uncaught ")
                      + simpleName(sample.label("exception_type"))
                      + " "
                      + sample.label(ROUTE),
          "http_server_client_aborts_total",
              sample -> "abort in " + sample.label("phase") + " " + sample.label(ROUTE),
          "http_server_async_timeouts_total", sample -> "timeout " + sample.label(ROUTE));

  static Counts read(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + SCRAPE);
    String text = CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    Scrape scrape = Scrape.parse(text);
    Map<String, Double> values = new TreeMap<>();
    for (Sample sample : scrape.samples()) {
      Function<Sample, String> line = LINES.get(sample.name());
      if (line != null && !sample.label(ROUTE).equals(SCRAPE)) {
        values.put(line.apply(sample), sample.value());
      }
    }
    return new Counts(values, scrape.sum("http_server_active_requests") - 1);
  }

  /** Returns the lines that have grown, each as often as it has. */
  List<String> since(Counts earlier) {
    return values.entrySet().stream()
        .flatMap(
            entry ->
                Stream.generate(entry::getKey)
                    .limit(
                        (long)
                            (entry.getValue() - earlier.values.getOrDefault(entry.getKey(), 0.0))))
        .toList();
  }

  private static String requestLine(Sample sample) {
    String status = sample.label("http_response_status_code");
    String errorType = sample.label("error_type");
    return sample.label("http_request_method")
        + " "
        + status
        + " "
        + sample.label(ROUTE)
        + (errorType.isEmpty() || errorType.equals(status) ? "" : " " + simpleName(errorType));
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
