package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.ErrorTypes;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums of one route over all statuses. Not thread-safe. */
final class RouteTotals {

  private static final String METHOD = MetricCatalog.REQUEST_DURATION.labels().get(0);
  private static final String ROUTE = MetricCatalog.REQUEST_DURATION.labels().get(1);
  private static final String STATUS = MetricCatalog.REQUEST_DURATION.labels().get(2);
  private static final String ERROR_TYPE = MetricCatalog.REQUEST_DURATION.labels().get(3);

  private final DurationTotals durations = new DurationTotals();
  private long errors;
  private long clientErrors;

  static Map<Route, RouteTotals> byRoute(List<HistogramDataPointSnapshot> series) {
    Map<Route, RouteTotals> routes = new HashMap<>();
    for (HistogramDataPointSnapshot point : series) {
      Route route = new Route(label(point, METHOD), label(point, ROUTE));
      routes.computeIfAbsent(route, any -> new RouteTotals()).add(point);
    }
    return routes;
  }

  /** Returns whether a series counts failures, which excludes what servlet-exporter has refused. */
  static boolean isError(HistogramDataPointSnapshot series) {
    return label(series, STATUS).startsWith("5")
        && !label(series, ERROR_TYPE).equals(ErrorTypes.REFUSED);
  }

  /** Returns whether a series counts responses with 4xx, except what servlet-exporter refused. */
  static boolean isClientError(HistogramDataPointSnapshot series) {
    return label(series, STATUS).startsWith("4")
        && !label(series, ERROR_TYPE).equals(ErrorTypes.REFUSED);
  }

  private void add(HistogramDataPointSnapshot point) {
    durations.add(point);
    clientErrors += isClientError(point) ? point.getCount() : 0;
    errors += isError(point) ? point.getCount() : 0;
  }

  DurationTotals durations() {
    return durations;
  }

  /** Returns the number of responses with 5xx. */
  long errors() {
    return errors;
  }

  /** Returns the number of responses with 4xx. */
  long clientErrors() {
    return clientErrors;
  }

  private static String label(HistogramDataPointSnapshot point, String name) {
    Labels labels = point.getLabels();
    String value = labels.get(name);
    return value == null ? "" : value;
  }

  /** Labels that identify a row of the page. */
  record Route(String method, String route) {}
}
