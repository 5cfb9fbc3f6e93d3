package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.scrape.Sample;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request as its client and as the metrics saw it.
 *
 * @param id the request's id
 * @param wire what the client saw, as in {@link Situation}
 * @param increase what the metrics say
 */
record Observed(String id, String wire, Increase increase) {
  /** In the place of what was counted: nothing. */
  static final String NOT_COUNTED = "–";

  /** What was counted: the status and, if there is one, the error type. */
  String counted() {
    List<Sample> requests = requests();
    return requests.isEmpty()
        ? NOT_COUNTED
        : requests.stream().map(Observed::label).collect(Collectors.joining(" + "));
  }

  /** Both sides, as a cell of the page. */
  String cell() {
    return wire + " / " + counted();
  }

  /** The request series that grew, without those of the tests' own tools. */
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
    // A 5xx without an exception has its own status as the error type, which says nothing new.
    return (simple.isEmpty() || simple.equals(status) ? status : status + " " + simple) + times;
  }
}
