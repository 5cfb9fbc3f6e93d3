package io.github.servletexporter.sharing.codec;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/** Wire format of a histogram's value: classic, native or both. */
final class HistogramWire {

  private static final int CLASSIC = 1;
  private static final int NATIVE = 2;

  private HistogramWire() {}

  static void write(HistogramDataPointSnapshot histogram, WireWriter out) throws CodecException {
    out.octet(
        (histogram.hasClassicHistogramData() ? CLASSIC : 0)
            | (histogram.hasNativeHistogramData() ? NATIVE : 0));
    out.real(histogram.getSum());
    if (histogram.hasClassicHistogramData()) {
      classic(histogram.getClassicBuckets(), out);
    }
    if (histogram.hasNativeHistogramData()) {
      out.signed(histogram.getNativeSchema());
      out.number(histogram.getNativeZeroCount());
      out.real(histogram.getNativeZeroThreshold());
      natives(histogram.getNativeBucketsForPositiveValues(), out);
      natives(histogram.getNativeBucketsForNegativeValues(), out);
    }
  }

  static HistogramDataPointSnapshot read(Labels labels, long createdMillis, WireReader in)
      throws CodecException {
    int parts = in.octet();
    double sum = in.real();
    ClassicHistogramBuckets classic =
        (parts & CLASSIC) != 0 ? classic(in) : ClassicHistogramBuckets.EMPTY;
    int schema = HistogramSnapshot.CLASSIC_HISTOGRAM;
    long zeroCount = 0;
    double zeroThreshold = 0;
    NativeHistogramBuckets positive = NativeHistogramBuckets.EMPTY;
    NativeHistogramBuckets negative = NativeHistogramBuckets.EMPTY;
    if ((parts & NATIVE) != 0) {
      schema = Math.toIntExact(in.signed());
      zeroCount = in.amount();
      zeroThreshold = in.real();
      positive = natives(in);
      negative = natives(in);
    }
    return new HistogramDataPointSnapshot(
        classic,
        schema,
        zeroCount,
        zeroThreshold,
        positive,
        negative,
        sum,
        labels,
        Exemplars.EMPTY,
        createdMillis);
  }

  private static void classic(ClassicHistogramBuckets buckets, WireWriter out)
      throws CodecException {
    out.number(WireLimits.fits(buckets.size(), WireLimits.BUCKETS, "buckets"));
    for (ClassicHistogramBucket bucket : buckets) {
      out.real(bucket.getUpperBound());
      out.number(bucket.getCount());
    }
  }

  /** Rejects bounds that do not ascend, so that the metric model need not sort them. */
  private static ClassicHistogramBuckets classic(WireReader in) throws CodecException {
    int size = in.count(Double.BYTES + 1, WireLimits.BUCKETS);
    double[] bounds = new double[size];
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      bounds[i] = in.real();
      counts[i] = in.amount();
      if (i > 0 && !(bounds[i] > bounds[i - 1])) {
        throw WireReader.corrupt("buckets out of order");
      }
    }
    return ClassicHistogramBuckets.of(bounds, counts);
  }

  /** Writes the distance of each bucket from the previous one, which usually takes one byte. */
  private static void natives(NativeHistogramBuckets buckets, WireWriter out)
      throws CodecException {
    out.number(WireLimits.fits(buckets.size(), WireLimits.BUCKETS, "native buckets"));
    long previous = 0;
    for (NativeHistogramBucket bucket : buckets) {
      out.signed(bucket.getBucketIndex() - previous);
      out.number(bucket.getCount());
      previous = bucket.getBucketIndex();
    }
  }

  private static NativeHistogramBuckets natives(WireReader in) throws CodecException {
    int size = in.count(2, WireLimits.BUCKETS);
    int[] indexes = new int[size];
    long[] counts = new long[size];
    long previous = 0;
    for (int i = 0; i < size; i++) {
      long index = Math.addExact(previous, in.signed());
      if (i > 0 && index <= previous) {
        throw WireReader.corrupt("native buckets out of order");
      }
      indexes[i] = Math.toIntExact(index);
      counts[i] = in.amount();
      previous = index;
    }
    return NativeHistogramBuckets.of(indexes, counts);
  }
}
