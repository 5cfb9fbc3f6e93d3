package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * Sum of native buckets in the coarsest resolution of all histograms, with the widest zero bucket.
 * Not thread-safe.
 */
final class NativeBuckets {

  /** Far less than the width of a bucket, far more than the error of {@code Math.pow}. */
  private static final double TOLERANCE = 1e-9;

  private final NativeSide positive = new NativeSide();
  private final NativeSide negative = new NativeSide();
  private int schema;
  private double zeroThreshold;
  private long zeroCount;
  private long total;
  private boolean first = true;

  void add(HistogramDataPointSnapshot point) {
    coarsenTo(first ? point.getNativeSchema() : Math.min(schema, point.getNativeSchema()));
    first = false;
    int steps = point.getNativeSchema() - schema;
    zeroThreshold = Math.max(zeroThreshold, point.getNativeZeroThreshold());
    long zeros = Counts.fitting(total, point.getNativeZeroCount());
    zeroCount += zeros;
    total += zeros;
    total += positive.add(point.getNativeBucketsForPositiveValues(), steps, room());
    total += negative.add(point.getNativeBucketsForNegativeValues(), steps, room());
  }

  private long room() {
    return Long.MAX_VALUE - total;
  }

  private void coarsenTo(int target) {
    if (!first && target < schema) {
      positive.coarsen(schema - target);
      negative.coarsen(schema - target);
    }
    schema = target;
  }

  int schema() {
    return schema;
  }

  /** Returns the buckets; those inside the zero bucket are counted there. */
  Result snapshot() {
    double threshold = zeroThreshold;
    int positiveStart = 0;
    int negativeStart = 0;
    boolean wider = true;
    while (wider) {
      positiveStart = firstBeyond(positive, threshold);
      negativeStart = firstBeyond(negative, threshold);
      double end = Math.max(end(positive, positiveStart), end(negative, negativeStart));
      wider = end * (1 - TOLERANCE) > threshold;
      threshold = wider ? end : threshold;
    }
    long zeros = zeroCount + before(positive, positiveStart) + before(negative, negativeStart);
    return new Result(threshold, zeros, positive.from(positiveStart), negative.from(negativeStart));
  }

  /**
   * A bucket that overlaps the zero bucket becomes part of it: its observations cannot be split.
   */
  private int firstBeyond(NativeSide side, double threshold) {
    int position = 0;
    while (position < side.size()
        && bound(side.index(position) - 1.0) < threshold * (1 - TOLERANCE)) {
      position++;
    }
    return position;
  }

  /** Returns the upper bound of the last bucket that becomes part of the zero bucket. */
  private double end(NativeSide side, int start) {
    return start == 0 ? 0 : bound(side.index(start - 1));
  }

  private static long before(NativeSide side, int start) {
    long count = 0;
    for (int i = 0; i < start; i++) {
      count += side.count(i);
    }
    return count;
  }

  private double bound(double index) {
    return Math.pow(2, Math.scalb(index, -schema));
  }

  /** Native buckets in the form of the metric model. */
  record Result(
      double zeroThreshold,
      long zeroCount,
      NativeHistogramBuckets positive,
      NativeHistogramBuckets negative) {}
}
