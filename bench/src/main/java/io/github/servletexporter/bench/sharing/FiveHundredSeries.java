package io.github.servletexporter.bench.sharing;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Metrics with 500 series: 29 histograms of 17 series each, and 7 counters. */
final class FiveHundredSeries {

  private static final double[] BOUNDS = {
    .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, Double.POSITIVE_INFINITY
  };
  private static final int HISTOGRAMS = 29;
  private static final int COUNTERS = 7;
  private static final int MOST = 1_000_000;

  private FiveHundredSeries() {}

  static MetricSnapshots random(Random random) {
    List<HistogramDataPointSnapshot> histograms = new ArrayList<>();
    for (int i = 0; i < HISTOGRAMS; i++) {
      long[] counts = new long[BOUNDS.length];
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] = random.nextInt(MOST);
      }
      histograms.add(
          new HistogramDataPointSnapshot(
              ClassicHistogramBuckets.of(BOUNDS, counts),
              random.nextDouble() * MOST,
              Labels.of("http_request_method", "GET", "http_route", "/shop/articles/" + i),
              Exemplars.EMPTY,
              0));
    }
    List<CounterDataPointSnapshot> counters = new ArrayList<>();
    for (int i = 0; i < COUNTERS; i++) {
      counters.add(
          new CounterDataPointSnapshot(
              random.nextDouble() * MOST, Labels.of("worker", Integer.toString(i)), null, 0));
    }
    return MetricSnapshots.of(
        new HistogramSnapshot(
            new MetricMetadata("http_server_request_duration_seconds", "Duration."), histograms),
        new CounterSnapshot(new MetricMetadata("servlet_worker_busy_seconds"), counters));
  }
}
