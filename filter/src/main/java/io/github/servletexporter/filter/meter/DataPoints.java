package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data points of one metric, collected during one scrape. Not thread-safe. */
public final class DataPoints {

  private final MetricDefinition definition;
  private final Map<Labels, Double> samples = new LinkedHashMap<>();

  /** Creates an empty collection. */
  public DataPoints(MetricDefinition definition) {
    this.definition = definition;
  }

  /** Adds a data point, unless there is one with the same labels, which would fail the scrape. */
  public void add(double value, String... labelValues) {
    samples.putIfAbsent(definition.labelsOf(labelValues), value);
  }

  /** Adds a data point unless the value is unknown. */
  public void addKnown(@Nullable Integer value, String... labelValues) {
    if (value != null) {
      add(value, labelValues);
    }
  }

  /** Returns the data points as a gauge. */
  public GaugeSnapshot gauge() {
    return new GaugeSnapshot(
        definition.metadata(),
        samples.entrySet().stream()
            .map(sample -> new GaugeDataPointSnapshot(sample.getValue(), sample.getKey(), null))
            .toList());
  }

  /** Returns the data points as a counter. */
  public CounterSnapshot counter() {
    return new CounterSnapshot(
        definition.metadata(),
        samples.entrySet().stream()
            .map(
                sample -> new CounterDataPointSnapshot(sample.getValue(), sample.getKey(), null, 0))
            .toList());
  }
}
