package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Totals of a merged view, for comparison with an earlier one. Sums of histograms are not compared,
 * because negative observations may lower them.
 */
final class Totals {

  private final Map<String, MetricSnapshot> families = new HashMap<>();

  Totals(MetricSnapshots snapshots) {
    for (MetricSnapshot family : snapshots) {
      families.put(family.getMetadata().getPrometheusName(), family);
    }
  }

  /** Returns whether a series of an earlier family was above its present value. */
  boolean areBelow(MetricSnapshot earlier) {
    MetricSnapshot now = families.get(earlier.getMetadata().getPrometheusName());
    if (now == null) {
      return !earlier.getDataPoints().isEmpty();
    }
    if (MetricType.of(now) != MetricType.of(earlier)) {
      return false; // these are different series
    }
    Map<Labels, DataPointSnapshot> points = new HashMap<>();
    now.getDataPoints().forEach(point -> points.put(point.getLabels(), point));
    return earlier.getDataPoints().stream()
        .anyMatch(point -> isBelow(points.get(point.getLabels()), point));
  }

  private static boolean isBelow(@Nullable DataPointSnapshot now, DataPointSnapshot earlier) {
    if (now == null) {
      return true;
    }
    if (now instanceof CounterDataPointSnapshot counter) {
      return counter.getValue() < ((CounterDataPointSnapshot) earlier).getValue();
    }
    return isBelow((DistributionDataPointSnapshot) now, (DistributionDataPointSnapshot) earlier);
  }

  private static boolean isBelow(
      DistributionDataPointSnapshot now, DistributionDataPointSnapshot earlier) {
    if (now.getCount() < earlier.getCount()) {
      return true;
    }
    return now instanceof HistogramDataPointSnapshot histogram
        && isBelow(
            histogram.getClassicBuckets(),
            ((HistogramDataPointSnapshot) earlier).getClassicBuckets());
  }

  /** Compares the cumulative counts at common bounds. */
  private static boolean isBelow(ClassicHistogramBuckets now, ClassicHistogramBuckets earlier) {
    long nowCount = 0;
    long earlierCount = 0;
    int position = 0;
    for (int i = 0; i < earlier.size(); i++) {
      double bound = earlier.getUpperBound(i);
      earlierCount += earlier.getCount(i);
      while (position < now.size() && now.getUpperBound(position) <= bound) {
        nowCount += now.getCount(position++);
      }
      boolean both = position > 0 && now.getUpperBound(position - 1) == bound;
      if (both && nowCount < earlierCount) {
        return true;
      }
    }
    return false;
  }
}
