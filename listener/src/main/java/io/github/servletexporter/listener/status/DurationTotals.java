package io.github.servletexporter.listener.status;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Durations of many series added up, bucket by bucket. Of a histogram that is native and classic
 * the classic buckets count. Not thread-safe.
 */
final class DurationTotals {

  private double[] upperBounds = {};
  private long[] counts = {};
  private long count;
  private double sumSeconds;

  void add(HistogramDataPointSnapshot series) {
    count += series.getCount();
    sumSeconds += series.hasSum() ? series.getSum() : 0;
    if (series.hasClassicHistogramData()) {
      add(series.getClassicBuckets());
    }
  }

  private void add(ClassicHistogramBuckets buckets) {
    if (counts.length == 0) {
      counts = new long[buckets.size()];
      upperBounds = new double[buckets.size()];
      Arrays.setAll(upperBounds, buckets::getUpperBound);
    }
    for (int i = 0; i < Math.min(counts.length, buckets.size()); i++) {
      counts[i] += buckets.getCount(i);
    }
  }

  long count() {
    return count;
  }

  /** Returns the mean in seconds, NaN without any request. */
  double meanSeconds() {
    return count == 0 ? Double.NaN : sumSeconds / count;
  }

  /** Returns the largest bound that is finite, NaN when there is none. */
  double largestBoundSeconds() {
    return upperBounds.length < 2 ? Double.NaN : upperBounds[upperBounds.length - 2];
  }

  /**
   * Returns what came since an earlier reading, or null when the two don't belong together: a
   * counter has restarted, or the buckets are others.
   */
  @Nullable DurationTotals since(DurationTotals earlier) {
    boolean comparable =
        earlier.counts.length == 0 || Arrays.equals(upperBounds, earlier.upperBounds);
    if (count < earlier.count || !comparable) {
      return null;
    }
    DurationTotals since = new DurationTotals();
    since.upperBounds = upperBounds;
    since.counts = counts.clone();
    since.count = count - earlier.count;
    since.sumSeconds = sumSeconds - earlier.sumSeconds;
    for (int i = 0; i < earlier.counts.length; i++) {
      since.counts[i] -= earlier.counts[i];
      if (since.counts[i] < 0) {
        return null;
      }
    }
    return since;
  }

  /**
   * Returns a quantile in seconds as Prometheus' histogram_quantile does: linear within its bucket,
   * and the largest finite bound for what lies beyond it. NaN without any request.
   */
  double quantileSeconds(double quantile) {
    double rank = quantile * Arrays.stream(counts).sum();
    if (rank <= 0) {
      return Double.NaN;
    }
    double below = 0;
    int i = 0;
    while (below + counts[i] < rank && i < counts.length - 1) {
      below += counts[i++];
    }
    if (Double.isInfinite(upperBounds[i])) {
      return largestBoundSeconds();
    }
    double lower = i == 0 ? 0 : upperBounds[i - 1];
    return lower + (upperBounds[i] - lower) * (rank - below) / counts[i];
  }
}
