package io.github.servletexporter.listener.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Head of a request to the metrics port.
 *
 * @param method request method
 * @param path decoded path
 * @param query query as it was sent, or null if there is none
 * @param fields values of the header fields by name, ignoring case
 * @param last whether the connection ends with the response
 */
record RequestHead(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> fields,
    boolean last) {

  /** Field in which Prometheus sends its scrape timeout. */
  private static final String SCRAPE_TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";

  /** Default of scrape_timeout in Prometheus. */
  private static final double MAX_SECONDS = 10;

  /** Returns the values of a field, none if it was not sent. */
  List<String> values(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** Returns the time from the arrival of the request to the last byte of the response. */
  long answerNanos() {
    double seconds = MAX_SECONDS;
    for (String value : values(SCRAPE_TIMEOUT)) {
      try {
        double wanted = Double.parseDouble(value);
        seconds = wanted > 0 ? Math.min(seconds, wanted) : seconds;
      } catch (NumberFormatException notPrometheus) {
        // An invalid value of the client is ignored.
      }
    }
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
