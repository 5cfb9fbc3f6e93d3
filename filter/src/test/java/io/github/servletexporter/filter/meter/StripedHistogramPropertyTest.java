package io.github.servletexporter.filter.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Compares the histogram with references that know each observation. */
class StripedHistogramPropertyTest {

  private static final double MIN_NANOS = 100;
  private static final double MAX_NANOS = 3600e9;
  private static final int OBSERVATIONS = 2_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(20)
  void countsLikeASortedArrayAndLikeTheSpecification() {
    List<Double> bounds = random.nextBoolean() ? BucketLayout.DEFAULT_SECONDS : bounds();
    long[] durations = durations(bounds);

    HistogramDataPointSnapshot point = observe(BucketLayout.seconds(bounds), durations);

    Arrays.sort(durations);
    assertThat(classicOf(point)).as("seed " + seed).isEqualTo(classicOf(durations, bounds));
    assertThat(nativeOf(point)).as("seed " + seed).isEqualTo(nativeOf(durations));
    assertThat(point.getNativeSchema()).isEqualTo(3);
    assertThat(point.getSum()).isEqualTo(Arrays.stream(durations).sum() / 1e9);
  }

  @Test
  void putsEveryBoundAndItsNeighboursIntoTheRightCell() {
    BucketLayout layout = BucketLayout.seconds(BucketLayout.DEFAULT_SECONDS);
    for (int index = -239; index < 140; index++) { // up to two days
      long near = (long) (NativeSchema.upperBound(index) * 1e9);
      for (long raw = Math.max(1, near - 2); raw >= 0 && raw <= near + 2; raw++) {
        int expected = exactIndex(layout.exposed(raw));
        assertThat(layout.nativeBucket(layout.cellOf(raw))).as("%d ns", raw).isEqualTo(expected);
      }
    }
  }

  @Test
  void hasACellForEveryValue() {
    HistogramDataPointSnapshot point =
        observe(BucketLayout.bodySizes(), new long[] {0, 1, 2, 1024, 1025, Long.MAX_VALUE});

    assertThat(point.getNativeZeroCount()).isEqualTo(1);
    assertThat(nativeOf(point)).isEqualTo(Map.of(0, 1L, 8, 1L, 80, 1L, 81, 1L, 504, 1L));
    assertThat(point.getClassicBuckets().getCount(0)).isEqualTo(4);
    assertThat(point.getClassicBuckets().getCount(1)).isEqualTo(1);
    assertThat(point.getClassicBuckets().getCount(7)).isEqualTo(1);
  }

  @Test
  void needsAtMostTwoKilobytesPerStripeForSixOctaves() {
    BucketLayout layout = BucketLayout.seconds(BucketLayout.DEFAULT_SECONDS);
    for (long first = 100; first < 60_000_000_000L; first *= 2) {
      CellMemory memory = CellMemory.ofBytes(2048);
      HistogramCells cells = new HistogramCells(layout, memory);
      for (double raw = first; raw < first * 64; raw *= 1.01) {
        cells.observe(0, (long) raw);
      }
      // An observation beyond the limit of memory would be in another stripe.
      assertThat(cells.stripes()).as("from %d ns", first).isEqualTo(1);
    }
  }

  /** Returns durations of all magnitudes, and some on and beside a bound. */
  private long[] durations(List<Double> bounds) {
    long[] durations = new long[OBSERVATIONS];
    for (int i = 0; i < durations.length; i++) {
      double magnitude = Math.log(MAX_NANOS / MIN_NANOS) * random.nextDouble();
      durations[i] = (long) (MIN_NANOS * Math.exp(magnitude));
      if (i % 10 == 0) {
        double bound = bounds.get(random.nextInt(bounds.size())) * 1e9;
        durations[i] = Math.max(0, (long) bound - 1 + random.nextInt(3));
      }
    }
    return durations;
  }

  /** Returns bounds, some of which lie close together. */
  private List<Double> bounds() {
    List<Double> bounds = new ArrayList<>();
    double bound = Math.exp(-18 * random.nextDouble());
    for (int i = 0; i < 1 + random.nextInt(100); i++) {
      bounds.add(bound);
      bound = random.nextBoolean() ? bound + 1e-9 : bound * (1 + random.nextDouble());
    }
    return bounds;
  }

  private static HistogramDataPointSnapshot observe(BucketLayout layout, long[] values) {
    StripedHistogram histogram = new StripedHistogram(MetricCatalog.REQUEST_DURATION, layout, 1);
    HistogramDataPoint point = histogram.bind("GET", "/a", "200", "");
    for (int i = 0; i < values.length; i++) {
      point.observe(i % 100 - 10, values[i]);
    }
    return histogram.collect().getDataPoints().get(0);
  }

  private static List<Long> classicOf(HistogramDataPointSnapshot point) {
    return point.getClassicBuckets().stream().map(bucket -> bucket.getCount()).toList();
  }

  private static List<Long> classicOf(long[] sorted, List<Double> bounds) {
    List<Long> counts = new ArrayList<>();
    int from = 0;
    for (double bound : bounds) {
      int end = from;
      while (end < sorted.length && sorted[end] / 1e9 <= bound) {
        end++;
      }
      counts.add((long) end - from);
      from = end;
    }
    counts.add((long) sorted.length - from);
    return counts;
  }

  private static Map<Integer, Long> nativeOf(HistogramDataPointSnapshot point) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (NativeHistogramBucket bucket : point.getNativeBucketsForPositiveValues()) {
      counts.put(bucket.getBucketIndex(), bucket.getCount());
    }
    return counts;
  }

  private static Map<Integer, Long> nativeOf(long[] durations) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (long duration : durations) {
      counts.merge(exactIndex(duration / 1e9), 1L, Long::sum);
    }
    return counts;
  }

  /**
   * Returns the index i of the bucket that contains a value according to the specification: the
   * smallest for which value <= base^i, where base^8 = 2, so value^8 <= 2^i.
   */
  private static int exactIndex(double value) {
    BigDecimal power = new BigDecimal(value).pow(8);
    int index = (int) Math.floor(8 * Math.log(value) / Math.log(2)) - 1;
    while (power.compareTo(powerOfTwo(index)) > 0) {
      index++;
    }
    return index;
  }

  private static BigDecimal powerOfTwo(int exponent) {
    BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(exponent));
    return exponent >= 0 ? power : new BigDecimal(0.5).pow(-exponent);
  }
}
