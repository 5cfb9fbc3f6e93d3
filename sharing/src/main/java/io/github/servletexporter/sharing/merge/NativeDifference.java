package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Increase of native buckets since an earlier moment. The earlier buckets may be finer and have a
 * narrower zero bucket, because a histogram with too many buckets reduces its resolution.
 */
final class NativeDifference {

  private final int coarserBy;
  private final double widestZero;
  private final int schema;
  private final NativeHistogramBuckets positive;
  private final NativeHistogramBuckets negative;
  private long earlierZeros;
  private final long zeroCount;

  NativeDifference(HistogramDataPointSnapshot now, HistogramDataPointSnapshot then) {
    this.schema = now.getNativeSchema();
    this.coarserBy = then.getNativeSchema() - schema;
    this.widestZero = now.getNativeZeroThreshold();
    this.earlierZeros = then.getNativeZeroCount();
    this.positive =
        minus(now.getNativeBucketsForPositiveValues(), then.getNativeBucketsForPositiveValues());
    this.negative =
        minus(now.getNativeBucketsForNegativeValues(), then.getNativeBucketsForNegativeValues());
    this.zeroCount = Math.max(0, now.getNativeZeroCount() - earlierZeros);
  }

  NativeHistogramBuckets positive() {
    return positive;
  }

  NativeHistogramBuckets negative() {
    return negative;
  }

  long zeroCount() {
    return zeroCount;
  }

  long count() {
    return zeroCount + count(positive) + count(negative);
  }

  private NativeHistogramBuckets minus(NativeHistogramBuckets now, NativeHistogramBuckets then) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (NativeHistogramBucket bucket : now) {
      counts.put(bucket.getBucketIndex(), bucket.getCount());
    }
    for (NativeHistogramBucket bucket : then) {
      // Bucket i ends at base^i, so the index of the coarser bucket is rounded up.
      int index = ((bucket.getBucketIndex() - 1) >> coarserBy) + 1;
      if (!counts.containsKey(index) && upperBound(index) <= widestZero) {
        earlierZeros += bucket.getCount();
      } else {
        counts.merge(index, bucket.getCount(), (all, some) -> Math.max(0, all - some));
      }
    }
    counts.values().removeIf(count -> count == 0);
    return NativeHistogramBuckets.of(
        counts.keySet().stream().toList(), counts.values().stream().toList());
  }

  private double upperBound(int index) {
    return Math.pow(2, index * Math.pow(2, -schema));
  }

  private static long count(NativeHistogramBuckets buckets) {
    return buckets.stream().mapToLong(NativeHistogramBucket::getCount).sum();
  }
}
