package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builder of metric families. The buckets end at 0.1 s, 1 s, 10 s and infinity. */
final class Metrics {

  private static final double[] BOUNDS = {0.1, 1, 10, Double.POSITIVE_INFINITY};

  private final Map<MetricDefinition, Map<Labels, Double>> values = new LinkedHashMap<>();
  private final List<HistogramDataPointSnapshot> durations = new ArrayList<>();

  /** Sets a counter or gauge. */
  Metrics set(MetricDefinition definition, double value, String... labels) {
    values
        .computeIfAbsent(definition, any -> new LinkedHashMap<>())
        .put(Labels.of(definition.labels(), List.of(labels)), value);
    return this;
  }

  /** Adds a series of GET requests with the given number in each bucket. */
  Metrics served(String route, String status, long... counts) {
    durations.add(series(route, status, counts).build());
    return this;
  }

  Metrics servedWithNativeBuckets(String route, String status, long... counts) {
    durations.add(
        series(route, status, counts)
            .nativeSchema(3)
            .nativeZeroCount(0)
            .nativeBucketsForPositiveValues(
                NativeHistogramBuckets.of(new int[] {1}, new long[] {counts[0] + counts[1]}))
            .build());
    return this;
  }

  private static HistogramDataPointSnapshot.Builder series(
      String route, String status, long... counts) {
    return HistogramDataPointSnapshot.builder()
        .labels(
            Labels.of(MetricCatalog.REQUEST_DURATION.labels(), List.of("GET", route, status, "")))
        .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, counts))
        .sum(1);
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    all.add(new HistogramSnapshot(MetricCatalog.REQUEST_DURATION.metadata(), durations));
    values.forEach((definition, series) -> all.add(family(definition, series)));
    return new MetricSnapshots(all);
  }

  Families families() {
    return new Families(snapshots());
  }

  private static MetricSnapshot family(MetricDefinition definition, Map<Labels, Double> series) {
    if (definition.type() == MetricDefinition.Type.COUNTER) {
      return new CounterSnapshot(
          definition.metadata(),
          series.entrySet().stream()
              .map(
                  each ->
                      CounterDataPointSnapshot.builder()
                          .labels(each.getKey())
                          .value(each.getValue())
                          .build())
              .toList());
    }
    return new GaugeSnapshot(
        definition.metadata(),
        series.entrySet().stream()
            .map(
                each ->
                    GaugeDataPointSnapshot.builder()
                        .labels(each.getKey())
                        .value(each.getValue())
                        .build())
            .toList());
  }
}
