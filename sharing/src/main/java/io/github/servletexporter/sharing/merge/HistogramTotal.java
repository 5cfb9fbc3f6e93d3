package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * Sum of one series of a histogram. Classic and native buckets are each kept as long as all
 * instances have them; if the instances have neither in common, only count and sum remain. Not
 * thread-safe.
 */
final class HistogramTotal {

  private static final double[] NO_BOUNDS = {Double.POSITIVE_INFINITY};

  private final ClassicBuckets classic = new ClassicBuckets();
  private final NativeBuckets nativeBuckets = new NativeBuckets();
  private final ExactSum sum = new ExactSum();
  private final CreatedTime created = new CreatedTime();
  private boolean allClassic = true;
  private boolean allNative = true;
  private boolean anyClassic;
  private boolean anyNative;
  private long count;

  void add(HistogramDataPointSnapshot point) {
    allClassic &= point.hasClassicHistogramData();
    allNative &= point.hasNativeHistogramData();
    anyClassic |= point.hasClassicHistogramData();
    anyNative |= point.hasNativeHistogramData();
    if (allClassic) {
      classic.add(point.getClassicBuckets());
    }
    if (allNative) {
      nativeBuckets.add(point);
    }
    count = Counts.add(count, count(point));
    sum.add(point.getSum());
    created.add(point.hasCreatedTimestamp(), point.getCreatedTimestampMillis());
  }

  /** The count of the metric model may have overflowed. */
  private static long count(HistogramDataPointSnapshot point) {
    long count = 0;
    if (point.hasClassicHistogramData()) {
      for (int i = 0; i < point.getClassicBuckets().size(); i++) {
        count = Counts.add(count, point.getClassicBuckets().getCount(i));
      }
      return count;
    }
    count =
        Counts.add(point.getNativeZeroCount(), count(point.getNativeBucketsForPositiveValues()));
    return Counts.add(count, count(point.getNativeBucketsForNegativeValues()));
  }

  private static long count(NativeHistogramBuckets buckets) {
    long count = 0;
    for (int i = 0; i < buckets.size(); i++) {
      count = Counts.add(count, buckets.getCount(i));
    }
    return count;
  }

  HistogramDataPointSnapshot point(Labels labels, ExactSum.Rounding rounding) {
    if (!allNative) {
      return new HistogramDataPointSnapshot(
          allClassic
              ? classic.snapshot()
              : ClassicHistogramBuckets.of(NO_BOUNDS, new long[] {count}),
          sum.value(rounding),
          labels,
          Exemplars.EMPTY,
          createdMillis());
    }
    NativeBuckets.Result buckets = nativeBuckets.snapshot();
    return new HistogramDataPointSnapshot(
        allClassic ? classic.snapshot() : ClassicHistogramBuckets.EMPTY,
        nativeBuckets.schema(),
        buckets.zeroCount(),
        buckets.zeroThreshold(),
        buckets.positive(),
        buckets.negative(),
        sum.value(rounding),
        labels,
        Exemplars.EMPTY,
        createdMillis());
  }

  /**
   * Returns 0, which means unknown, if instances have different buckets: a bucket that is added
   * with a count must not look like an increase since the created timestamp.
   */
  private long createdMillis() {
    boolean oneWay = anyClassic == allClassic && anyNative == allNative && classic.hasOneLayout();
    return oneWay ? created.millis() : 0;
  }
}
