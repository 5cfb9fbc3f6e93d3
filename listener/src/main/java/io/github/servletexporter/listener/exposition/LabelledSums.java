package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums by labels. Not thread-safe. */
final class LabelledSums {

  private final Map<Labels, Double> sums = new LinkedHashMap<>();

  void add(Labels labels, double value) {
    sums.merge(labels, value, Double::sum);
  }

  /** Returns the sums as a counter whose name has no suffix {@code _total}. */
  CounterSnapshot counter(String name, String help) {
    return new CounterSnapshot(
        new MetricMetadata(name, help),
        sums.entrySet().stream()
            .map(sum -> new CounterDataPointSnapshot(sum.getValue(), sum.getKey(), null, 0))
            .toList());
  }

  GaugeSnapshot gauge(String name, String help, @Nullable Unit unit) {
    return new GaugeSnapshot(
        new MetricMetadata(name, help, unit),
        sums.entrySet().stream()
            .map(sum -> new GaugeDataPointSnapshot(sum.getValue(), sum.getKey(), null))
            .toList());
  }
}
