package io.github.servletexporter.listener.endpoint;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Time that a client has for its request, which Prometheus sends with each scrape. */
public final class ScrapeTimeout {

  /** Field in which Prometheus sends its scrape timeout. */
  private static final String FIELD = "X-Prometheus-Scrape-Timeout-Seconds";

  /** Default of scrape_timeout in Prometheus. */
  private static final Duration MOST = Duration.ofSeconds(10);

  private ScrapeTimeout() {}

  /**
   * Returns the time from the arrival of a request to the last byte of the response.
   *
   * @param fields returns the values of a header field of the request
   */
  public static long nanos(Function<String, List<String>> fields) {
    double nanos = MOST.toNanos();
    for (String value : fields.apply(FIELD)) {
      try {
        double seconds = Double.parseDouble(value);
        nanos = seconds > 0 ? Math.min(nanos, seconds * TimeUnit.SECONDS.toNanos(1)) : nanos;
      } catch (NumberFormatException notPrometheus) {
        // An invalid value of the client is ignored.
      }
    }
    return (long) nanos;
  }

  /** Returns the time from the arrival of a request to the last byte of the response. */
  public static long nanos(Exchange exchange) {
    return nanos(
        name -> {
          Enumeration<String> values = exchange.getHeaders(name);
          return values == null ? List.of() : Collections.list(values);
        });
  }
}
