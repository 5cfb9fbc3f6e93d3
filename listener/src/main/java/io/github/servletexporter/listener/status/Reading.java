package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one moment, summed up; those of the next are compared with it.
 *
 * @param nanos when it was taken
 * @param durations of all requests, null without the family
 * @param errors requests answered with 5xx, NaN when unknown, as the others
 * @param exceptions exceptions of the application
 * @param clientAborts requests whose client left
 * @param framingRefusals requests refused for their framing
 */
record Reading(
    long nanos,
    @Nullable DurationTotals durations,
    double errors,
    double exceptions,
    double clientAborts,
    double framingRefusals) {

  private static final String ACTION = MetricCatalog.FRAMING_VIOLATIONS.labels().get(1);

  /** Framing that was let through: what a violation is counted with in the mode observe. */
  private static final String OBSERVED = "observed";

  static Reading of(Families families, long nanos) {
    List<HistogramDataPointSnapshot> series = families.durations();
    DurationTotals durations = null;
    double errors = Double.NaN;
    if (series != null) {
      durations = new DurationTotals();
      errors = 0;
      for (HistogramDataPointSnapshot point : series) {
        durations.add(point);
        errors += RouteTotals.isError(point) ? point.getCount() : 0;
      }
    }
    return new Reading(
        nanos,
        durations,
        errors,
        families.total(MetricCatalog.EXCEPTIONS),
        families.total(MetricCatalog.CLIENT_ABORTS),
        families.total(
            MetricCatalog.FRAMING_VIOLATIONS, labels -> !OBSERVED.equals(labels.get(ACTION))));
  }

  double requests() {
    return durations == null ? Double.NaN : durations.count();
  }
}
