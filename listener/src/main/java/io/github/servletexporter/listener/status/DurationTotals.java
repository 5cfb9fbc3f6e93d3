package io.github.servletexporter.listener.status;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sum of the duration histograms of several series, by bucket. Quantiles come from native buckets,
 * or from classic ones if a series has no others. Not thread-safe.
 */
final class DurationTotals {

  private double[] upperBounds = {};
  private long[] counts = {};
  private NativeTotals natives = new NativeTotals();
  private boolean allNative = true;
  private long count;
  private double sumSeconds;

  void add(HistogramDataPointSnapshot series) {
    count += series.getCount();
    sumSeconds += series.hasSum() ? series.getSum() : 0;
    if (series.hasClassicHistogramData()) {
      add(series.getClassicBuckets());
    }
    allNative = allNative && NativeTotals.contains(series);
    if (allNative) {
      natives.add(series);
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

  /** Returns the mean in seconds, NaN if there are no requests. */
  double meanSeconds() {
    return count == 0 ? Double.NaN : sumSeconds / count;
  }

  /** Returns the sum in seconds. */
  double sumSeconds() {
    return sumSeconds;
  }

  /**
   * Returns the upper bound of the highest bucket with a request, which no request has exceeded;
   * infinity if that is the last bucket, NaN if there are no requests.
   */
  double maxSeconds() {
    if (allNative) {
      return natives.quantile(1);
    }
    for (int i = counts.length - 1; i >= 0; i--) {
      if (counts[i] > 0) {
        return upperBounds[i];
      }
    }
    return Double.NaN;
  }

  /** Returns the largest value that a quantile can have, NaN if there is no limit. */
  double largestBoundSeconds() {
    return allNative ? Double.NaN : largestFiniteBound();
  }

  private double largestFiniteBound() {
    return upperBounds.length < 2 ? Double.NaN : upperBounds[upperBounds.length - 2];
  }

  /**
   * Returns the difference to an earlier reading, or null if the two are not comparable because a
   * counter has restarted or the buckets have changed.
   */
  @Nullable DurationTotals since(DurationTotals earlier) {
    boolean comparable =
        earlier.counts.length == 0 || Arrays.equals(upperBounds, earlier.upperBounds);
    if (count < earlier.count || !comparable) {
      return null;
    }
    DurationTotals since = new DurationTotals();
    since.allNative = allNative && earlier.allNative;
    NativeTotals sinceNatives = since.allNative ? natives.since(earlier.natives) : natives;
    if (sinceNatives == null) {
      return null;
    }
    since.natives = sinceNatives;
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
   * Returns a quantile in seconds, NaN if there are no requests. Classic buckets give what
   * Prometheus' histogram_quantile does: a value interpolated linearly within a bucket, or the
   * largest finite bound if the quantile lies beyond.
   */
  double quantileSeconds(double quantile) {
    return allNative ? natives.quantile(quantile) : classicQuantile(quantile);
  }

  private double classicQuantile(double quantile) {
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
      return largestFiniteBound();
    }
    double lower = i == 0 ? 0 : upperBounds[i - 1];
    return lower + (upperBounds[i] - lower) * (rank - below) / counts[i];
  }
}
