package io.github.servletexporter.sharing.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Properties of every merge, tested with random instances. */
class MergePropertyTest {

  private static final int ROUNDS = 300;

  @Test
  void isTheSameInEveryOrder() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomInstances random = new RandomInstances(seed);
      List<RandomInstances.Published> instances = random.instances();

      String expected = merge(instances);
      Collections.shuffle(instances, random.random());

      assertThat(merge(instances)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void foldsInEveryOrder() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomInstances random = new RandomInstances(seed);
      MetricSnapshots a = random.snapshots();
      MetricSnapshots b = random.snapshots();

      assertThat(Texts.of(TotalsMerge.add(a, b)))
          .as("seed %d", seed)
          .isEqualTo(Texts.of(TotalsMerge.add(b, a)));
    }
  }

  /**
   * With sums that need no rounding: with others the last bit depends on where one rounds up. And
   * with classic buckets: what has only a count left does not know what it has lost.
   */
  @Test
  void foldsInEveryGrouping() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomInstances random =
          new RandomInstances(seed).alwaysClassic().withWholeNumbers().withOneZeroThreshold();
      MetricSnapshots a = random.snapshots();
      MetricSnapshots b = random.snapshots();
      MetricSnapshots c = random.snapshots();

      assertThat(Texts.of(TotalsMerge.add(TotalsMerge.add(a, b), c)))
          .as("seed %d", seed)
          .isEqualTo(Texts.of(TotalsMerge.add(a, TotalsMerge.add(b, c))));
    }
  }

  @Test
  void foldsNothingIntoNothing() {
    MetricSnapshots totals =
        TotalsMerge.add(new RandomInstances(1).snapshots(), MetricSnapshots.of());

    assertThat(Texts.of(TotalsMerge.add(MetricSnapshots.of(), totals))).isEqualTo(Texts.of(totals));
    assertThat(Texts.of(TotalsMerge.add(totals, MetricSnapshots.of()))).isEqualTo(Texts.of(totals));
  }

  @Test
  void countsAtEachBoundWhatIsKnownToBeBelowIt() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomInstances random = new RandomInstances(seed).classicOnly();
      List<RandomInstances.Published> instances = random.instances();

      MetricsMerge merge = Metrics.merge();
      instances.forEach(instance -> merge.add(instance.instance(), instance.snapshots()));

      for (HistogramDataPointSnapshot point :
          histograms(merge.result(MetricSnapshots.of()).snapshots())) {
        long cumulative = 0;
        for (ClassicHistogramBucket bucket : point.getClassicBuckets()) {
          cumulative += bucket.getCount();
          assertThat(cumulative)
              .as("seed %d, bound %s", seed, bucket.getUpperBound())
              .isEqualTo(knownBelow(instances, point.getLabels(), bucket.getUpperBound()));
        }
        assertThat(point.getCount()).isEqualTo(cumulative);
      }
    }
  }

  private static long knownBelow(
      List<RandomInstances.Published> instances, Labels labels, double bound) {
    return instances.stream()
        .flatMap(instance -> histograms(instance.snapshots()).stream())
        .filter(point -> point.getLabels().equals(labels))
        .flatMap(point -> point.getClassicBuckets().stream())
        .filter(bucket -> bucket.getUpperBound() <= bound)
        .mapToLong(ClassicHistogramBucket::getCount)
        .sum();
  }

  /** Each native bucket, by its upper bound as a power of two, lies in the merged one around it. */
  @Test
  void keepsEachObservationWithinItsNativeBucket() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomInstances random = new RandomInstances(seed).nativeOnly();
      List<RandomInstances.Published> instances = random.instances();

      MetricsMerge merge = Metrics.merge();
      instances.forEach(instance -> merge.add(instance.instance(), instance.snapshots()));

      for (HistogramDataPointSnapshot merged :
          histograms(merge.result(MetricSnapshots.of()).snapshots())) {
        Map<Double, Long> expected = new TreeMap<>();
        instances.stream()
            .flatMap(instance -> histograms(instance.snapshots()).stream())
            .filter(point -> point.getLabels().equals(merged.getLabels()))
            .forEach(point -> naive(point, merged, expected));

        assertThat(actual(merged)).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  private static void naive(
      HistogramDataPointSnapshot point, HistogramDataPointSnapshot merged, Map<Double, Long> into) {
    into.merge(0.0, point.getNativeZeroCount(), Long::sum);
    naive(point, merged, point.getNativeBucketsForPositiveValues(), 1, into);
    naive(point, merged, point.getNativeBucketsForNegativeValues(), -1, into);
  }

  private static void naive(
      HistogramDataPointSnapshot point,
      HistogramDataPointSnapshot merged,
      NativeHistogramBuckets buckets,
      int sign,
      Map<Double, Long> into) {
    double wide = Math.pow(2, -merged.getNativeSchema());
    buckets.forEach(
        bucket -> {
          double exponent = bucket.getBucketIndex() * Math.pow(2, -point.getNativeSchema());
          double end = Math.ceil(exponent / wide) * wide;
          boolean zero = Math.pow(2, end) <= merged.getNativeZeroThreshold() * (1 + 1e-9);
          into.merge(zero ? 0 : sign * Math.pow(2, end), bucket.getCount(), Long::sum);
        });
  }

  private static Map<Double, Long> actual(HistogramDataPointSnapshot merged) {
    double wide = Math.pow(2, -merged.getNativeSchema());
    Map<Double, Long> actual = new TreeMap<>(Map.of(0.0, merged.getNativeZeroCount()));
    merged
        .getNativeBucketsForPositiveValues()
        .forEach(
            bucket -> actual.put(Math.pow(2, bucket.getBucketIndex() * wide), bucket.getCount()));
    merged
        .getNativeBucketsForNegativeValues()
        .forEach(
            bucket -> actual.put(-Math.pow(2, bucket.getBucketIndex() * wide), bucket.getCount()));
    return actual;
  }

  /** Instances start, count, end and are folded in any order, and no total ever falls. */
  @Test
  void neverShowsATotalThatHasFallen() {
    for (int seed = 0; seed < 60; seed++) {
      RandomInstances random = new RandomInstances(seed);
      List<RandomInstances.Growing> instances = new ArrayList<>();
      MetricSnapshots retired = MetricSnapshots.of();
      MetricSnapshots shown = MetricSnapshots.of();
      for (int step = 0; step < 60; step++) {
        retired = random.change(instances, retired, TotalsMerge::add);

        MetricSnapshots next = shownOf(instances, retired, random.random());

        assertThat(Texts.fallen(shown, next)).as("seed %d, step %d", seed, step).isEmpty();
        shown = next;
      }
    }
  }

  private static MetricSnapshots shownOf(
      List<RandomInstances.Growing> instances, MetricSnapshots retired, Random random) {
    List<RandomInstances.Published> all = new ArrayList<>();
    instances.forEach(instance -> all.add(instance.published()));
    all.add(new RandomInstances.Published(new Origin("", false, 0), retired));
    Collections.shuffle(all, random);
    MetricsMerge merge = Metrics.merge();
    all.forEach(instance -> merge.add(instance.instance(), instance.snapshots()));
    return merge.result(MetricSnapshots.of()).snapshots();
  }

  private static String merge(List<RandomInstances.Published> instances) {
    MetricsMerge merge = Metrics.merge();
    instances.forEach(instance -> merge.add(instance.instance(), instance.snapshots()));
    return Texts.of(merge.result(MetricSnapshots.of()).snapshots());
  }

  private static List<HistogramDataPointSnapshot> histograms(MetricSnapshots snapshots) {
    List<HistogramDataPointSnapshot> points = new ArrayList<>();
    snapshots.stream()
        .filter(HistogramSnapshot.class::isInstance)
        .forEach(family -> points.addAll(((HistogramSnapshot) family).getDataPoints()));
    return points;
  }
}
