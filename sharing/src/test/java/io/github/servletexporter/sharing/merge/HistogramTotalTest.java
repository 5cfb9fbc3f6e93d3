package io.github.servletexporter.sharing.merge;

import static io.github.servletexporter.sharing.merge.Metrics.buckets;
import static io.github.servletexporter.sharing.merge.Metrics.classic;
import static io.github.servletexporter.sharing.merge.Metrics.counts;
import static io.github.servletexporter.sharing.merge.Metrics.histogram;
import static io.github.servletexporter.sharing.merge.Metrics.merged;
import static io.github.servletexporter.sharing.merge.Metrics.nativePoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistogramTotalTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void addsBucketsOfOneLayout() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(classic(List.of(0.1, 1.0), 1, 2, 3), 0.5),
                histogram(classic(List.of(0.1, 1.0), 10, 20, 30), 0.25)));

    assertThat(counts(total.getClassicBuckets())).isEqualTo(Map.of(0.1, 11L, 1.0, 22L, INF, 33L));
    assertThat(total.getCount()).isEqualTo(66);
    assertThat(total.getSum()).isEqualTo(0.75);
  }

  /** The second instance has no bound 0.5; its first bucket is known to be below 1. */
  @Test
  void countsAnObservationUnderTheBoundOfItsInstance() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(classic(List.of(0.5, 1.0), 1, 2, 3), 0),
                histogram(classic(List.of(1.0, 2.0), 10, 20, 30), 0)));

    assertThat(counts(total.getClassicBuckets()))
        .isEqualTo(Map.of(0.5, 1L, 1.0, 12L, 2.0, 20L, INF, 33L));
    assertThat(total.getCount()).isEqualTo(66);
  }

  @Test
  void takesBothZerosForOneBound() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(classic(List.of(-0.0), 1, 2), 0),
                histogram(classic(List.of(0.0, 1.0), 10, 20, 30), 0)));

    assertThat(counts(total.getClassicBuckets())).isEqualTo(Map.of(0.0, 11L, 1.0, 20L, INF, 32L));
  }

  @Test
  void widensNativeBucketsToTheCoarsestResolution() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(
                    nativePoint(1, 0, 2, buckets(Map.of(-1, 1L, 0, 2L, 1, 4L, 2, 8L, 3, 16L)))),
                histogram(nativePoint(0, 0, 3, buckets(Map.of(1, 100L))))));

    assertThat(total.getNativeSchema()).isZero();
    assertThat(counts(total.getNativeBucketsForPositiveValues()))
        .isEqualTo(Map.of(0, 3L, 1, 112L, 2, 16L));
    assertThat(total.getNativeZeroCount()).isEqualTo(5);
    assertThat(total.getCount()).isEqualTo(136);
  }

  @Test
  void movesNarrowBucketsIntoTheWidestZeroBucket() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(
                    nativePoint(
                        0,
                        0.25,
                        1,
                        buckets(Map.of(-1, 2L, 3, 4L)),
                        buckets(Map.of(-4, 8L, 5, 16L)))),
                histogram(nativePoint(0, 0.5, 32, NativeHistogramBuckets.EMPTY))));

    assertThat(total.getNativeZeroThreshold()).isEqualTo(0.5);
    assertThat(total.getNativeZeroCount()).isEqualTo(1 + 2 + 8 + 32);
    assertThat(counts(total.getNativeBucketsForPositiveValues())).isEqualTo(Map.of(3, 4L));
    assertThat(counts(total.getNativeBucketsForNegativeValues())).isEqualTo(Map.of(5, 16L));
  }

  /** 0.6 lies in the bucket up to 1; widened to 1, the zero bucket meets no other. */
  @Test
  void widensTheZeroBucketToTheEndOfABucketThatItReachesInto() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(nativePoint(0, 0, 0, buckets(Map.of(0, 2L, 1, 4L)))),
                histogram(nativePoint(0, 0.6, 32, NativeHistogramBuckets.EMPTY))));

    assertThat(total.getNativeZeroThreshold()).isEqualTo(1);
    assertThat(total.getNativeZeroCount()).isEqualTo(34);
    assertThat(counts(total.getNativeBucketsForPositiveValues())).isEqualTo(Map.of(1, 4L));
  }

  @Test
  void leavesTheZeroBucketAloneWhereThereIsNoObservation() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(nativePoint(0, 0, 0, buckets(Map.of(0, 0L, 1, 4L)))),
                histogram(nativePoint(0, 0.6, 32, NativeHistogramBuckets.EMPTY))));

    assertThat(total.getNativeZeroThreshold()).isEqualTo(0.6);
    assertThat(total.getCount()).isEqualTo(36);
  }

  @Test
  void keepsBothKindsOfBucketsWhenAllHaveBoth() {
    HistogramSnapshot both = histogram(both(classic(List.of(1.0), 4, 3), 7));

    HistogramDataPointSnapshot total = histogram(merged(both, both));

    assertThat(counts(total.getClassicBuckets())).isEqualTo(Map.of(1.0, 8L, INF, 6L));
    assertThat(total.getNativeZeroCount()).isEqualTo(14);
    assertThat(total.getCount()).isEqualTo(14);
  }

  @Test
  void keepsTheKindOfBucketsThatAllHave() {
    HistogramSnapshot both = histogram(both(classic(List.of(1.0), 4, 3), 7));
    HistogramSnapshot classic = histogram(classic(List.of(1.0), 1, 1), 0);
    HistogramSnapshot nativeOnly = histogram(nativePoint(0, 0, 1, buckets(Map.of(0, 2L, 1, 4L))));

    HistogramDataPointSnapshot withClassic = histogram(merged(both, classic));
    HistogramDataPointSnapshot withNative = histogram(merged(nativeOnly, both));
    HistogramDataPointSnapshot withNeither = histogram(merged(classic, nativeOnly, both));

    assertThat(counts(withClassic.getClassicBuckets())).isEqualTo(Map.of(1.0, 5L, INF, 4L));
    assertThat(withClassic.hasNativeHistogramData()).isFalse();
    assertThat(withNative.hasClassicHistogramData()).isFalse();
    assertThat(withNative.getCount()).isEqualTo(14);
    assertThat(counts(withNeither.getClassicBuckets())).isEqualTo(Map.of(INF, 16L));
  }

  @Test
  void stopsCountingAtTheLargestNumber() {
    ClassicHistogramBuckets huge = classic(List.of(1.0), Long.MAX_VALUE - 1, Long.MAX_VALUE);
    HistogramDataPointSnapshot classicTotal =
        histogram(merged(histogram(huge, 0), histogram(huge, 0)));
    HistogramSnapshot hugeNative =
        histogram(
            nativePoint(
                3,
                0,
                Long.MAX_VALUE,
                buckets(Map.of(Integer.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 5L))));

    HistogramDataPointSnapshot nativeTotal = histogram(merged(hugeNative, hugeNative));

    assertThat(classicTotal.getCount()).isEqualTo(Long.MAX_VALUE);
    assertThat(nativeTotal.getCount()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void widensTheOutermostBucketsThatThereAre() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(
                    nativePoint(
                        8, 0, 0, buckets(Map.of(Integer.MIN_VALUE, 1L, Integer.MAX_VALUE, 2L)))),
                histogram(nativePoint(-4, 0, 0, buckets(Map.of(1, 1L))))));

    assertThat(total.getNativeSchema()).isEqualTo(-4);
    assertThat(total.getCount()).isEqualTo(4);
  }

  @Test
  void takesAZeroBucketOfAnyWidth() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(nativePoint(8, INF, 1, buckets(Map.of(1, 1L)))),
                histogram(nativePoint(2, 0, 0, buckets(Map.of(-1000, 1L, 1000, 1L))))));

    assertThat(total.getNativeZeroThreshold()).isEqualTo(INF);
    assertThat(total.getNativeZeroCount()).isEqualTo(4);
  }

  @Test
  void hasNoSumWhenAnInstanceHasNone() {
    HistogramDataPointSnapshot total =
        histogram(
            merged(
                histogram(classic(List.of(), 1), Double.NaN), histogram(classic(List.of(), 1), 3)));

    assertThat(total.hasSum()).isFalse();
    assertThat(total.getCount()).isEqualTo(2);
  }

  /** A new bound would appear with a count, as if all of it had been observed at once. */
  @Test
  void doesNotSaySinceWhenItCountsInTwoWays() {
    HistogramSnapshot one = created(classic(List.of(1.0), 1, 1));
    HistogramSnapshot other = created(classic(List.of(2.0), 1, 1));

    assertThat(histogram(merged(one, one)).getCreatedTimestampMillis()).isEqualTo(17);
    assertThat(histogram(merged(one, other)).hasCreatedTimestamp()).isFalse();
  }

  @Test
  void addsGaugeHistogramsOfTheLiving() {
    HistogramDataPointSnapshot point =
        histogram(classic(List.of(1.0), 4, 3), 7).getDataPoints().get(0);
    HistogramSnapshot gauge = new HistogramSnapshot(true, new MetricMetadata("h"), List.of(point));

    assertThat(histogram(merged(gauge, gauge, gauge)).getCount()).isEqualTo(14);
  }

  private static HistogramDataPointSnapshot both(ClassicHistogramBuckets classic, long zeros) {
    return new HistogramDataPointSnapshot(
        classic,
        0,
        zeros,
        0.1,
        NativeHistogramBuckets.EMPTY,
        NativeHistogramBuckets.EMPTY,
        1,
        Labels.EMPTY,
        Exemplars.EMPTY,
        0);
  }

  private static HistogramSnapshot created(ClassicHistogramBuckets classic) {
    return histogram(new HistogramDataPointSnapshot(classic, 0, Labels.EMPTY, Exemplars.EMPTY, 17));
  }
}
