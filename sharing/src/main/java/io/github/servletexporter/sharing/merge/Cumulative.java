package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;

/** What outlives a member: counters, histograms, and counts and sums of summaries. */
public final class Cumulative {

  private Cumulative() {}

  public static MetricSnapshots of(MetricSnapshots snapshots) {
    return new MetricSnapshots(
        snapshots.stream()
            .filter(Cumulative::isCumulative)
            .map(Cumulative::withoutQuantiles)
            .toList());
  }

  public static boolean isCumulative(MetricSnapshot snapshot) {
    return snapshot instanceof CounterSnapshot
        || snapshot instanceof SummarySnapshot
        || (snapshot instanceof HistogramSnapshot histogram && !histogram.isGaugeHistogram());
  }

  /** Nobody can add quantiles. */
  private static MetricSnapshot withoutQuantiles(MetricSnapshot snapshot) {
    if (!(snapshot instanceof SummarySnapshot summary)) {
      return snapshot;
    }
    List<SummaryDataPointSnapshot> points =
        summary.getDataPoints().stream()
            .filter(SummaryDataPointSnapshot::hasCount)
            .map(
                point ->
                    new SummaryDataPointSnapshot(
                        point.getCount(),
                        point.getSum(),
                        Quantiles.EMPTY,
                        point.getLabels(),
                        Exemplars.EMPTY,
                        point.getCreatedTimestampMillis()))
            .toList();
    return new SummarySnapshot(summary.getMetadata(), points);
  }
}
