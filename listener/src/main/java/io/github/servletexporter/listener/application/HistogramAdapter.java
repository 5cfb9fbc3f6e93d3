package io.github.servletexporter.listener.application;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.List;

/** Adapter that copies histograms of another version of client_java. Not thread-safe. */
final class HistogramAdapter {

  private final FamilyAdapter family;
  private final ForeignMethods methods;

  HistogramAdapter(FamilyAdapter family, ForeignMethods methods) {
    this.family = family;
    this.methods = methods;
  }

  HistogramDataPointSnapshot copy(Object point) throws ReflectiveOperationException {
    ClassicHistogramBuckets classic =
        methods.is(point, "hasClassicHistogramData")
            ? classic(methods.get(point, "getClassicBuckets"))
            : ClassicHistogramBuckets.EMPTY;
    boolean hasNative = methods.is(point, "hasNativeHistogramData");
    return new HistogramDataPointSnapshot(
        classic,
        hasNative
            ? (int) methods.integer(point, "getNativeSchema")
            : HistogramSnapshot.CLASSIC_HISTOGRAM,
        hasNative ? methods.integer(point, "getNativeZeroCount") : 0,
        hasNative ? methods.real(point, "getNativeZeroThreshold") : 0,
        hasNative
            ? natives(methods.get(point, "getNativeBucketsForPositiveValues"))
            : NativeHistogramBuckets.EMPTY,
        hasNative
            ? natives(methods.get(point, "getNativeBucketsForNegativeValues"))
            : NativeHistogramBuckets.EMPTY,
        methods.real(point, "getSum"),
        family.labelsOf(point),
        exemplars(point),
        family.created(point),
        family.scraped(point));
  }

  Exemplars exemplars(Object point) throws ReflectiveOperationException {
    Object exemplars = methods.get(point, "getExemplars");
    int count = ReadBudget.fits(methods.size(exemplars), ReadLimits.EXEMPLARS, "exemplars");
    List<Exemplar> copies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      copies.add(family.exemplar(methods.get(exemplars, "get", i)));
    }
    return Exemplars.of(copies);
  }

  private ClassicHistogramBuckets classic(Object buckets) throws ReflectiveOperationException {
    int count = ReadBudget.fits(methods.size(buckets), ReadLimits.BUCKETS, "buckets");
    double[] bounds = new double[count];
    long[] counts = new long[count];
    for (int i = 0; i < count; i++) {
      bounds[i] = (Double) methods.get(buckets, "getUpperBound", i);
      counts[i] = (Long) methods.get(buckets, "getCount", i);
    }
    return ClassicHistogramBuckets.of(bounds, counts);
  }

  private NativeHistogramBuckets natives(Object buckets) throws ReflectiveOperationException {
    int count = ReadBudget.fits(methods.size(buckets), ReadLimits.BUCKETS, "buckets");
    int[] indexes = new int[count];
    long[] counts = new long[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = (Integer) methods.get(buckets, "getBucketIndex", i);
      counts[i] = (Long) methods.get(buckets, "getCount", i);
    }
    return NativeHistogramBuckets.of(indexes, counts);
  }
}
