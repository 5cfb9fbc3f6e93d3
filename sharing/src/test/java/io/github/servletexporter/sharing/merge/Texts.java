package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Exact text of metrics, for comparison, and the totals that a scraper would read. */
final class Texts {

  private Texts() {}

  public static String of(MetricSnapshots snapshots) {
    return snapshots.stream()
        .flatMap(
            family -> family.getDataPoints().stream().map(point -> name(family, point) + of(point)))
        .collect(Collectors.joining("\n"));
  }

  private static String name(MetricSnapshot family, DataPointSnapshot point) {
    return family.getClass().getSimpleName()
        + " "
        + family.getMetadata().getPrometheusName()
        + point.getLabels()
        + point.getCreatedTimestampMillis();
  }

  private static String of(DataPointSnapshot point) {
    if (point instanceof CounterDataPointSnapshot counter) {
      return " " + counter.getValue();
    }
    if (point instanceof GaugeDataPointSnapshot gauge) {
      return " " + gauge.getValue();
    }
    if (point instanceof HistogramDataPointSnapshot histogram) {
      return " "
          + Metrics.counts(histogram.getClassicBuckets())
          + histogram.getNativeSchema()
          + Metrics.counts(histogram.getNativeBucketsForPositiveValues())
          + Metrics.counts(histogram.getNativeBucketsForNegativeValues())
          + histogram.getNativeZeroThreshold()
          + " "
          + histogram.getNativeZeroCount()
          + " "
          + histogram.getSum();
    }
    DistributionDataPointSnapshot summary = (DistributionDataPointSnapshot) point;
    return " " + summary.getCount() + " " + summary.getSum();
  }

  /** Returns the totals that have fallen or disappeared. */
  public static List<String> fallen(MetricSnapshots before, MetricSnapshots after) {
    Map<String, Double> now = totals(after);
    List<String> fallen = new ArrayList<>();
    totals(before)
        .forEach(
            (series, value) -> {
              Double next = now.get(series);
              boolean gone = next == null && !series.contains(" le ");
              if (gone || (next != null && next < value)) {
                fallen.add(series + ": " + value + " -> " + next);
              }
            });
    return fallen;
  }

  private static Map<String, Double> totals(MetricSnapshots snapshots) {
    Map<String, Double> totals = new TreeMap<>();
    for (MetricSnapshot family : snapshots) {
      for (DataPointSnapshot point : family.getDataPoints()) {
        String series = family.getMetadata().getPrometheusName() + point.getLabels();
        if (point instanceof CounterDataPointSnapshot counter) {
          totals.put(series, counter.getValue());
        } else if (point instanceof DistributionDataPointSnapshot distribution) {
          totals.put(series + " count", (double) distribution.getCount());
          totals.put(series + " sum", distribution.getSum());
        }
        if (point instanceof HistogramDataPointSnapshot histogram) {
          double cumulative = 0;
          for (ClassicHistogramBucket bucket : histogram.getClassicBuckets()) {
            cumulative += bucket.getCount();
            totals.put(series + " le " + bucket.getUpperBound(), cumulative);
          }
        }
      }
    }
    return totals;
  }
}
