package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.meter.RequestMeter;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DurationTotalsTest {

  @Test
  void interpolatesWithinABucketAsPrometheusDoes() {
    DurationTotals totals = totals(0, 100, 0, 0);

    assertThat(totals.quantileSeconds(0.5)).isEqualTo(0.55, within(1e-9));
    assertThat(totals.quantileSeconds(1)).isEqualTo(1, within(1e-9));
    assertThat(totals(10, 0, 0, 0).quantileSeconds(0.5)).isEqualTo(0.05, within(1e-9));
  }

  @Test
  void returnsTheLargestBoundForValuesBeyondIt() {
    DurationTotals totals = totals(0, 0, 0, 5);

    assertThat(totals.quantileSeconds(0.99)).isEqualTo(10);
    assertThat(totals.largestBoundSeconds()).isEqualTo(10);
  }

  @Test
  void skipsEmptyBuckets() {
    assertThat(totals(1, 0, 1, 0).quantileSeconds(0.9)).isEqualTo(1 + 9 * 0.8, within(1e-9));
  }

  @Test
  void isUnknownWithoutRequests() {
    assertThat(totals(0, 0, 0, 0).quantileSeconds(0.5)).isNaN();
    assertThat(new DurationTotals().quantileSeconds(0.5)).isNaN();
    assertThat(new DurationTotals().meanSeconds()).isNaN();
    assertThat(new DurationTotals().largestBoundSeconds()).isNaN();
  }

  @Test
  void comparesOnlyComparableReadings() {
    assertThat(totals(5, 1, 0, 0).since(totals(6, 0, 0, 0))).isNull();
    assertThat(totals(5, 0, 0, 0).since(totals(6, 0, 0, 0))).isNull();
    assertThat(totals(6, 0, 0, 0).since(new DurationTotals()).count()).isEqualTo(6);
    assertThat(new DurationTotals().since(totals(0, 0, 0, 0))).isNull();
  }

  /** Between 1 µs and 1 h, whatever the buckets of the configuration. */
  @RepeatedTest(20)
  void isAtMostFivePercentOffWithNativeBuckets() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    double median = 1e3 * Math.exp(random.nextDouble() * Math.log(3.6e9) * 0.9);
    double spread = random.nextDouble() * 3;
    long[] nanos =
        LongStream.generate(
                () ->
                    Math.min(
                        3_600_000_000_000L,
                        Math.max(
                            1_000, (long) (median * Math.exp(random.nextGaussian() * spread)))))
            .limit(5_000)
            .toArray();
    RequestMeter meter = new RequestMeter(MeterConfig.defaults());
    int get = meter.methods().indexOf("GET");
    for (int i = 0; i < nanos.length; i++) {
      meter.duration(meter.route("/" + i % 7), get, 200, "").observe(i % 80, nanos[i]);
    }
    DurationTotals totals = new DurationTotals();
    new Families(meter.collect()).durations().forEach(totals::add);

    Arrays.sort(nanos);
    for (double quantile : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
      double exact = nanos[(int) Math.ceil(quantile * nanos.length) - 1] / 1e9;
      assertThat(totals.quantileSeconds(quantile))
          .as("quantile %s, seed %s", quantile, seed)
          .isCloseTo(exact, withinPercentage(5));
    }
  }

  @Test
  void subtractsNativeBuckets() {
    DurationTotals earlier = natives(100_000, 1);
    DurationTotals later = natives(100_000, 1);
    new Families(meter(1_000_000_000, 3).collect()).durations().forEach(later::add);

    DurationTotals since = later.since(earlier);

    assertThat(since.count()).isEqualTo(3);
    assertThat(since.quantileSeconds(0.01)).isCloseTo(1, withinPercentage(5));
    assertThat(earlier.since(later)).isNull();
    assertThat(natives(200_000, 5).since(earlier)).isNull();
  }

  private static DurationTotals natives(long nanos, int count) {
    DurationTotals totals = new DurationTotals();
    new Families(meter(nanos, count).collect()).durations().forEach(totals::add);
    return totals;
  }

  private static RequestMeter meter(long nanos, int count) {
    RequestMeter meter = new RequestMeter(MeterConfig.defaults());
    for (int i = 0; i < count; i++) {
      meter.duration(meter.route("/a"), 0, 200, "").observe(0, nanos);
    }
    return meter;
  }

  private static DurationTotals totals(long... counts) {
    DurationTotals totals = new DurationTotals();
    new Metrics().served("/a", "200", counts).families().durations().forEach(totals::add);
    return totals;
  }
}
