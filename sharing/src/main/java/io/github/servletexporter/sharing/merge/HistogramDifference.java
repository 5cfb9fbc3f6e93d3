package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * Increase of a histogram since an earlier moment. A native histogram may be reset; after a reset
 * the increase is the whole histogram.
 */
final class HistogramDifference {

  private HistogramDifference() {}

  static HistogramDataPointSnapshot minus(
      HistogramDataPointSnapshot now, HistogramDataPointSnapshot then) {
    boolean natives = now.hasNativeHistogramData() && then.hasNativeHistogramData();
    if (now.getCount() < then.getCount()
        || (natives && now.getNativeSchema() > then.getNativeSchema())) {
      return now;
    }
    ClassicHistogramBuckets classic = classic(now.getClassicBuckets(), then.getClassicBuckets());
    if (!natives) {
      return withoutNative(classic, now, then);
    }
    NativeDifference difference = new NativeDifference(now, then);
    // The metric model requires that both parts have the same count.
    return classic.isEmpty() || count(classic) == difference.count()
        ? whole(classic, difference, now, then)
        : withoutNative(classic, now, then);
  }

  private static HistogramDataPointSnapshot whole(
      ClassicHistogramBuckets classic,
      NativeDifference difference,
      HistogramDataPointSnapshot now,
      HistogramDataPointSnapshot then) {
    return new HistogramDataPointSnapshot(
        classic,
        now.getNativeSchema(),
        difference.zeroCount(),
        now.getNativeZeroThreshold(),
        difference.positive(),
        difference.negative(),
        now.getSum() - then.getSum(),
        now.getLabels(),
        Exemplars.EMPTY,
        now.getCreatedTimestampMillis());
  }

  private static HistogramDataPointSnapshot withoutNative(
      ClassicHistogramBuckets classic,
      HistogramDataPointSnapshot now,
      HistogramDataPointSnapshot then) {
    return new HistogramDataPointSnapshot(
        classic,
        HistogramSnapshot.CLASSIC_HISTOGRAM,
        0,
        0,
        NativeHistogramBuckets.EMPTY,
        NativeHistogramBuckets.EMPTY,
        now.getSum() - then.getSum(),
        now.getLabels(),
        Exemplars.EMPTY,
        now.getCreatedTimestampMillis());
  }

  /** The bounds of a classic histogram never change. */
  private static ClassicHistogramBuckets classic(
      ClassicHistogramBuckets now, ClassicHistogramBuckets then) {
    if (now.isEmpty() || now.size() != then.size()) {
      return now;
    }
    double[] bounds = new double[now.size()];
    long[] counts = new long[now.size()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = now.getUpperBound(i);
      counts[i] = Math.max(0, now.getCount(i) - then.getCount(i));
    }
    return ClassicHistogramBuckets.of(bounds, counts);
  }

  private static long count(ClassicHistogramBuckets buckets) {
    return buckets.stream().mapToLong(bucket -> bucket.getCount()).sum();
  }
}
