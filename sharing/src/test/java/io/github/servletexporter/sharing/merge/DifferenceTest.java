package io.github.servletexporter.sharing.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.codec.Described;
import io.github.servletexporter.sharing.codec.Samples;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static final NativeHistogramBuckets NONE = NativeHistogramBuckets.EMPTY;

  @Test
  void takesCountersApartSeriesBySeries() {
    MetricSnapshots difference =
        Difference.of(counters(10, "old", 5, "both"), counters(4, "old", 5, "both"));

    assertThat(Described.all(difference)).isEqualTo(Described.all(counters(6, "old", 0, "both")));
  }

  @Test
  void leavesNewSeriesAndFamiliesAsTheyAre() {
    MetricSnapshots now = counters(10, "a", 5, "b");

    assertThat(Described.all(Difference.of(now, Samples.requests(3))))
        .isEqualTo(Described.all(now));
    assertThat(Described.all(Difference.of(now, counters(1, "c", 1, "d"))))
        .isEqualTo(Described.all(now));
  }

  @Test
  void leavesGaugesAsTheyAre() {
    MetricSnapshots difference = Difference.of(Samples.requests(9), Samples.requests(4));

    assertThat(Described.all(difference)).anyMatch(line -> line.endsWith("9.0"));
    assertThat(Samples.total(difference)).isEqualTo(5);
  }

  @Test
  void takesSummariesApart() {
    MetricSnapshots difference = Difference.of(summary(10, 5.5), summary(4, 1.5));

    assertThat(Described.all(difference)).isEqualTo(Described.all(summary(6, 4)));
  }

  @Test
  void takesClassicHistogramsApart() {
    assertThat(difference(classic(9, 3, 2), classic(4, 1, 2)))
        .isEqualTo(described(classic(5, 2, 0)));
  }

  @Test
  void takesNativeHistogramsApart() {
    HistogramDataPointSnapshot now = natives(3, 7, 1e-9, new int[] {1, 2, 9}, 5, 5, 5);
    HistogramDataPointSnapshot then = natives(3, 2, 1e-9, new int[] {1, 9}, 5, 1);

    assertThat(difference(now, then))
        .isEqualTo(described(natives(3, 5, 1e-9, new int[] {2, 9}, 5, 4)));
  }

  /** Of schema 3, buckets 1 and 2 are bucket 1 of schema 2, buckets 3 and 4 are bucket 2. */
  @Test
  void takesAFinerHistogramFromACoarserOne() {
    HistogramDataPointSnapshot now = natives(2, 0, 1e-9, new int[] {-1, 0, 1, 2}, 4, 4, 10, 10);
    HistogramDataPointSnapshot then =
        natives(3, 0, 1e-9, new int[] {-2, -1, 0, 1, 2, 3, 4}, 1, 1, 1, 2, 3, 1, 1);

    assertThat(difference(now, then))
        .isEqualTo(described(natives(2, 0, 1e-9, new int[] {-1, 0, 1, 2}, 3, 2, 5, 8)));
  }

  /** Bucket -10 of schema 0 ends at 2^-10, inside the zero bucket. */
  @Test
  void takesWhatTheZeroBucketHasSwallowedFromIt() {
    HistogramDataPointSnapshot now = natives(0, 9, 0.001, new int[] {1}, 5);
    HistogramDataPointSnapshot then = natives(0, 2, 1e-9, new int[] {-10, 1}, 3, 1);

    assertThat(difference(now, then)).isEqualTo(described(natives(0, 4, 0.001, new int[] {1}, 4)));
  }

  @Test
  void aHistogramThatStartedAnewHasCountedAllOfIt() {
    HistogramDataPointSnapshot now = natives(5, 0, 1e-9, new int[] {1}, 5);

    assertThat(difference(now, natives(3, 0, 1e-9, new int[] {1}, 4))).isEqualTo(described(now));
    assertThat(difference(now, natives(5, 0, 1e-9, new int[] {1}, 9))).isEqualTo(described(now));
  }

  private static List<String> difference(
      HistogramDataPointSnapshot now, HistogramDataPointSnapshot then) {
    return Described.all(Difference.of(histogram(now), histogram(then)));
  }

  private static List<String> described(HistogramDataPointSnapshot point) {
    return Described.all(histogram(point));
  }

  private static MetricSnapshots histogram(HistogramDataPointSnapshot point) {
    return MetricSnapshots.of(new HistogramSnapshot(new MetricMetadata("h"), List.of(point)));
  }

  /** The sum is the count, so that it can be taken apart too. */
  private static HistogramDataPointSnapshot classic(long... counts) {
    double[] bounds = {1, 2, Double.POSITIVE_INFINITY};
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(bounds, counts), sum(counts), Labels.EMPTY, Exemplars.EMPTY, 0);
  }

  private static HistogramDataPointSnapshot natives(
      int schema, long zeroCount, double zeroThreshold, int[] indexes, long... counts) {
    return new HistogramDataPointSnapshot(
        schema,
        zeroCount,
        zeroThreshold,
        NativeHistogramBuckets.of(indexes, counts),
        NONE,
        sum(counts) + zeroCount,
        Labels.EMPTY,
        Exemplars.EMPTY,
        0);
  }

  private static long sum(long... counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private static MetricSnapshots summary(long count, double sum) {
    return MetricSnapshots.of(
        new SummarySnapshot(
            new MetricMetadata("s"),
            List.of(
                new SummaryDataPointSnapshot(
                    count, sum, Quantiles.EMPTY, Labels.EMPTY, Exemplars.EMPTY, 0))));
  }

  private static MetricSnapshots counters(double a, String seriesA, double b, String seriesB) {
    MetricSnapshot counter =
        new CounterSnapshot(
            new MetricMetadata("c"), List.of(counter(a, seriesA), counter(b, seriesB)));
    return MetricSnapshots.of(counter);
  }

  private static CounterDataPointSnapshot counter(double value, String series) {
    return new CounterDataPointSnapshot(value, Labels.of("series", series), null, 0);
  }
}
