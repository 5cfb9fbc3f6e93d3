package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums of counters at one moment, for comparison with the next reading. NaN if unknown.
 *
 * @param nanos time of the reading
 * @param durations durations of all requests, null if there is no such family
 * @param errors responses with 5xx
 * @param clientErrors responses with 4xx
 * @param exceptions exceptions of the application
 * @param clientAborts requests that the client aborted
 * @param framingRefusals requests rejected for their framing
 */
record Reading(
    long nanos,
    @Nullable DurationTotals durations,
    double errors,
    double clientErrors,
    double exceptions,
    double clientAborts,
    double framingRefusals) {

  private static final String ACTION = MetricCatalog.FRAMING_VIOLATIONS.labels().get(1);

  /** Label value of violations that are only counted, in the mode observe. */
  private static final String OBSERVED = "observed";

  static Reading of(Families families, long nanos) {
    List<HistogramDataPointSnapshot> series = families.durations();
    DurationTotals durations = null;
    double errors = Double.NaN;
    double clientErrors = Double.NaN;
    if (series != null) {
      durations = new DurationTotals();
      errors = 0;
      clientErrors = 0;
      for (HistogramDataPointSnapshot point : series) {
        durations.add(point);
        errors += RouteTotals.isError(point) ? point.getCount() : 0;
        clientErrors += RouteTotals.isClientError(point) ? point.getCount() : 0;
      }
    }
    return new Reading(
        nanos,
        durations,
        errors,
        clientErrors,
        families.total(MetricCatalog.EXCEPTIONS),
        families.total(MetricCatalog.CLIENT_ABORTS),
        families.total(
            MetricCatalog.FRAMING_VIOLATIONS, labels -> !OBSERVED.equals(labels.get(ACTION))));
  }

  double requests() {
    return durations == null ? Double.NaN : durations.count();
  }
}
