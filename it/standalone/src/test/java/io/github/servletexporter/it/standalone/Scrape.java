package io.github.servletexporter.it.standalone;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Response of the metrics servlet in Prometheus' text format. */
record Scrape(String text) {
  private static final String REQUESTS = "http_server_request_duration_seconds_count{";
  private static final String CONTAINER_RESPONSES = "servlet_container_responses_total{";
  private static final Pattern RESPONSE_STATUS = Pattern.compile("status=\"([^\"]*)\"");
  private static final Pattern METHOD = Pattern.compile("http_request_method=\"([^\"]*)\"");
  private static final Pattern STATUS = Pattern.compile("http_response_status_code=\"([^\"]*)\"");

  /** Returns the requests counted so far, by method and status as in {@code GET 200}. */
  Map<String, Long> requests() {
    return requests(line -> true);
  }

  /** Returns the same without the requests for one route. */
  Map<String, Long> requestsBut(String route) {
    return requests(line -> !isFor(route, line));
  }

  private Map<String, Long> requests(Predicate<String> wanted) {
    Map<String, Long> counts = new TreeMap<>();
    lines(REQUESTS)
        .filter(wanted)
        .forEach(
            line ->
                counts.merge(
                    first(METHOD, line) + " " + first(STATUS, line), value(line), Long::sum));
    return counts;
  }

  /** Returns the responses of the container by status, except those with status 200. */
  Map<String, Long> containerResponsesBut200() {
    Map<String, Long> counts = new TreeMap<>();
    lines(CONTAINER_RESPONSES)
        .filter(line -> !line.contains("status=\"200\""))
        .forEach(line -> counts.merge(first(RESPONSE_STATUS, line), value(line), Long::sum));
    return counts;
  }

  /** Returns the requests counted for one route, for all methods and statuses. */
  long requests(String route) {
    return lines(REQUESTS).filter(line -> isFor(route, line)).mapToLong(Scrape::value).sum();
  }

  /**
   * Returns the sum over the data points of a family that is not a histogram; 0 if there is none.
   */
  double sum(String family) {
    return values(family).sum();
  }

  /** Returns the number of data points of a family. */
  long series(String family) {
    return values(family).count();
  }

  private DoubleStream values(String family) {
    return lines(family + "{")
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
  }

  boolean hasFamily(String prefix) {
    return text.lines().anyMatch(line -> line.startsWith("# TYPE " + prefix));
  }

  private Stream<String> lines(String prefix) {
    return text.lines().filter(line -> line.startsWith(prefix));
  }

  private static boolean isFor(String route, String line) {
    return line.contains("http_route=\"" + route + "\"");
  }

  private static String first(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static long value(String line) {
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
