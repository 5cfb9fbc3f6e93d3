package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.NativeSchema;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sum of native histograms of the schema in which durations are recorded. Not thread-safe. */
final class NativeTotals {

  private long zeros;
  private int firstIndex;
  private long[] counts = {};

  /** Returns whether a series can be added. */
  static boolean contains(HistogramDataPointSnapshot series) {
    return series.hasNativeHistogramData() && series.getNativeSchema() == NativeSchema.SCHEMA;
  }

  void add(HistogramDataPointSnapshot series) {
    zeros += series.getNativeZeroCount();
    NativeHistogramBuckets buckets = series.getNativeBucketsForPositiveValues();
    if (buckets.size() > 0) {
      include(buckets.getBucketIndex(0), buckets.getBucketIndex(buckets.size() - 1));
    }
    for (int i = 0; i < buckets.size(); i++) {
      counts[buckets.getBucketIndex(i) - firstIndex] += buckets.getCount(i);
    }
  }

  private void include(int first, int last) {
    int newFirst = counts.length == 0 ? first : Math.min(first, firstIndex);
    int end = Math.max(last + 1, counts.length == 0 ? first : firstIndex + counts.length);
    if (end - newFirst > counts.length) {
      long[] wider = new long[end - newFirst];
      System.arraycopy(
          counts, 0, wider, counts.length == 0 ? 0 : firstIndex - newFirst, counts.length);
      counts = wider;
      firstIndex = newFirst;
    }
  }

  /** Returns the difference to an earlier sum, or null if a count has decreased. */
  @Nullable NativeTotals since(NativeTotals earlier) {
    NativeTotals since = new NativeTotals();
    since.zeros = zeros - earlier.zeros;
    since.firstIndex = firstIndex;
    since.counts = counts.clone();
    boolean decreased = since.zeros < 0;
    for (int i = 0; i < earlier.counts.length; i++) {
      int position = earlier.firstIndex + i - firstIndex;
      if (position >= 0 && position < counts.length) {
        since.counts[position] -= earlier.counts[i];
        decreased |= since.counts[position] < 0;
      } else {
        decreased |= earlier.counts[i] > 0;
      }
    }
    return decreased ? null : since;
  }

  /**
   * Returns a quantile: the point of its bucket that is at most 4.4 % from every value in it. NaN
   * if there are no values.
   */
  double quantile(double quantile) {
    long total = zeros + Arrays.stream(counts).sum();
    if (total == 0) {
      return Double.NaN;
    }
    double rank = Math.max(1, quantile * total);
    double below = zeros;
    for (int i = 0; i < counts.length && below < rank; i++) {
      below += counts[i];
      if (below >= rank) {
        double lower = NativeSchema.upperBound(firstIndex + i - 1);
        double upper = NativeSchema.upperBound(firstIndex + i);
        return 2 * lower * upper / (lower + upper);
      }
    }
    return 0;
  }
}
