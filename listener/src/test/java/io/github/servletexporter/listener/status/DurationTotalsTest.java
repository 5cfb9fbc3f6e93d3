package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  private static DurationTotals totals(long... counts) {
    DurationTotals totals = new DurationTotals();
    new Metrics().served("/a", "200", counts).families().durations().forEach(totals::add);
    return totals;
  }
}
