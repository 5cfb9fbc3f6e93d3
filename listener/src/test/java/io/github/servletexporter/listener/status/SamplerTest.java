package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.servletexporter.filter.meter.MetricCatalog;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final long PERIOD = StatusPages.SAMPLE_PERIOD.toNanos();

  private final History history = new History();
  private final Sampler sampler = new Sampler(history, StatusPages.SAMPLE_PERIOD);
  private long nanos;

  @Test
  void computesRatesFromTwoSamples() {
    sample(
        new Metrics()
            .served("/a", "200", 10, 0, 0, 0)
            .set(MetricCatalog.EXCEPTIONS, 1, "E", "/a", "false")
            .set(MetricCatalog.CLIENT_ABORTS, 0, "/a", "read"));
    sample(
        new Metrics()
            .served("/a", "200", 20, 0, 0, 0)
            .served("/a", "503", 5, 0, 0, 0)
            .set(MetricCatalog.EXCEPTIONS, 6, "E", "/a", "false")
            .set(MetricCatalog.CLIENT_ABORTS, 2, "/a", "read"));

    assertThat(column(Column.REQUESTS)).containsExactly(Double.NaN, 3);
    assertThat(column(Column.ERRORS)).containsExactly(Double.NaN, 1);
    assertThat(column(Column.EXCEPTIONS)).containsExactly(Double.NaN, 1);
    assertThat(column(Column.CLIENT_ABORTS)).containsExactly(Double.NaN, 0.4);
  }

  @Test
  void countsRejectedButNotObservedFraming() {
    sample(framing(0, 0));
    sample(framing(100, 10));

    assertThat(column(Column.FRAMING_REFUSALS)).containsExactly(Double.NaN, 2);
  }

  @Test
  void computesPercentilesOfAllSeriesSinceTheLastSample() {
    sample(new Metrics().served("/a", "200", 0, 0, 1_000_000, 0));
    sample(new Metrics().served("/a", "200", 50, 0, 1_000_000, 0).served("/b", "200", 0, 50, 0, 0));

    assertThat(last(Column.P50)).isEqualTo(0.1, within(1e-9));
    assertThat(last(Column.P90)).isEqualTo(0.1 + 0.9 * 0.8, within(1e-9));
    assertThat(last(Column.P99)).isEqualTo(0.1 + 0.9 * 0.98, within(1e-9));
  }

  @Test
  void readsTheNativeBucketsOfAHistogramThatHasBoth() {
    sample(new Metrics().servedWithNativeBuckets("/a", "200", 0, 0, 0, 0));
    sample(new Metrics().servedWithNativeBuckets("/a", "200", 0, 10, 0, 0));

    assertThat(last(Column.REQUESTS)).isEqualTo(2);
    assertThat(last(Column.P50)).isEqualTo(1.043, within(0.001));
  }

  @Test
  void hasNoPercentileWithoutRequests() {
    sample(new Metrics().served("/a", "200", 1, 0, 0, 0));
    sample(new Metrics().served("/a", "200", 1, 0, 0, 0));

    assertThat(last(Column.REQUESTS)).isZero();
    assertThat(last(Column.P99)).isNaN();
  }

  @Test
  void leavesAGapIfACounterRestarts() {
    sample(
        new Metrics()
            .served("/a", "200", 100, 0, 0, 0)
            .set(MetricCatalog.EXCEPTIONS, 9, "E", "/a", "false"));
    sample(
        new Metrics()
            .served("/a", "200", 10, 0, 0, 0)
            .set(MetricCatalog.EXCEPTIONS, 1, "E", "/a", "false"));
    sample(
        new Metrics()
            .served("/a", "200", 20, 0, 0, 0)
            .set(MetricCatalog.EXCEPTIONS, 2, "E", "/a", "false"));

    assertThat(column(Column.REQUESTS)).containsExactly(Double.NaN, Double.NaN, 2);
    assertThat(column(Column.EXCEPTIONS)).containsExactly(Double.NaN, Double.NaN, 0.2);
    assertThat(column(Column.P50)[1]).isNaN();
  }

  @Test
  void leavesAGapIfAFamilyIsMissingOnce() {
    sample(new Metrics().set(MetricCatalog.EXCEPTIONS, 1_000, "E", "/a", "false"));
    sample(new Metrics());
    sample(new Metrics().set(MetricCatalog.EXCEPTIONS, 1_000, "E", "/a", "false"));
    sample(new Metrics().set(MetricCatalog.EXCEPTIONS, 1_005, "E", "/a", "false"));

    assertThat(column(Column.EXCEPTIONS)).containsExactly(Double.NaN, Double.NaN, Double.NaN, 1);
  }

  @Test
  void leavesAGapIfSamplesAreMissing() {
    sample(
        new Metrics().served("/a", "200", 0, 0, 0, 0).set(MetricCatalog.ACTIVE_REQUESTS, 1, "GET"));
    nanos += 100 * PERIOD;
    sample(
        new Metrics().served("/a", "200", 9, 0, 0, 0).set(MetricCatalog.ACTIVE_REQUESTS, 3, "GET"));

    assertThat(column(Column.ACTIVE_REQUESTS)).containsExactly(1, Double.NaN, 3);
    assertThat(column(Column.REQUESTS)).containsOnly(Double.NaN);
    long[] times = history.after(0).nanos();
    assertThat(times).isSorted();
    assertThat(times[2] - times[1]).isEqualTo(PERIOD);
  }

  @Test
  void ignoresASecondSampleOfTheSameMoment() {
    sample(new Metrics());
    nanos -= PERIOD;
    sample(new Metrics());

    assertThat(history.after(0).sequence()).isEqualTo(1);
  }

  @Test
  void sumsUpThePoolsAndIsUnknownWithoutOne() {
    sample(
        new Metrics()
            .set(MetricCatalog.POOL_THREADS, 3, "http", "busy")
            .set(MetricCatalog.POOL_THREADS, 4, "https", "busy")
            .set(MetricCatalog.POOL_THREADS_MAX, 10, "http")
            .set(MetricCatalog.POOL_THREADS_MAX, 20, "https")
            .set(MetricCatalog.WORKERS, 2, "http", "stuck"));

    assertThat(last(Column.THREADS_BUSY)).isEqualTo(7);
    assertThat(last(Column.THREADS_MAX)).isEqualTo(30);
    assertThat(last(Column.WORKERS_STUCK)).isEqualTo(2);
    assertThat(last(Column.THREADS_IDLE)).isNaN();
    assertThat(last(Column.QUEUED_TASKS)).isNaN();
  }

  private static Metrics framing(int observed, int rejected) {
    return new Metrics()
        .set(MetricCatalog.FRAMING_VIOLATIONS, observed, "rule", "observed")
        .set(MetricCatalog.FRAMING_VIOLATIONS, rejected, "rule", "rejected");
  }

  private void sample(Metrics metrics) {
    nanos += PERIOD;
    sampler.sample(metrics.families(), null, nanos);
  }

  private double[] column(Column column) {
    return history.after(0).values()[Arrays.asList(Column.values()).indexOf(column)];
  }

  private double last(Column column) {
    double[] all = column(column);
    return all[all.length - 1];
  }
}
