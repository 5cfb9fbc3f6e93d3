package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.scrape.Sample;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request as seen by its client and by the metrics.
 *
 * @param id the request's id
 * @param wire the outcome for the client, as in {@link Situation}
 * @param increase the increase of the metrics
 */
record Observed(String id, String wire, Increase increase) {
  /** Text for a request that was not counted. */
  static final String NOT_COUNTED = "–";

  /** Returns the counted status and, if there is one, the error type. */
  String counted() {
    List<Sample> requests = requests();
    return requests.isEmpty()
        ? NOT_COUNTED
        : requests.stream().map(Observed::label).collect(Collectors.joining(" + "));
  }

  /** Returns both sides as a cell of the page. */
  String cell() {
    return wire + " / " + counted();
  }

  /** Returns the request series that have increased, without those of the tests themselves. */
  List<Sample> requests() {
    return increase.series(Metrics.REQUESTS).stream()
        .filter(sample -> !Deployment.isTool(sample.label(Metrics.ROUTE)))
        .toList();
  }

  private static String label(Sample sample) {
    String status = sample.label(Metrics.STATUS);
    String errorType = sample.label(Metrics.ERROR_TYPE);
    String simple = errorType.substring(errorType.lastIndexOf('.') + 1);
    String times = sample.value() == 1 ? "" : " ×" + sample.value();
    // The error type of a 5xx without an exception is the status itself, which adds nothing.
    return (simple.isEmpty() || simple.equals(status) ? status : status + " " + simple) + times;
  }
}
