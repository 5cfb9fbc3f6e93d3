package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data points of one metric, collected during one scrape. Not thread-safe. */
public final class DataPoints {

  private final MetricDefinition definition;
  private final List<Sample> samples = new ArrayList<>();

  /** Creates an empty collection. */
  public DataPoints(MetricDefinition definition) {
    this.definition = definition;
  }

  /** Adds a data point. */
  public void add(double value, String... labelValues) {
    samples.add(new Sample(value, Labels.of(definition.labels(), List.of(labelValues))));
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
        samples.stream()
            .map(sample -> new GaugeDataPointSnapshot(sample.value, sample.labels, null))
            .toList());
  }

  /** Returns the data points as a counter. */
  public CounterSnapshot counter() {
    return new CounterSnapshot(
        definition.metadata(),
        samples.stream()
            .map(sample -> new CounterDataPointSnapshot(sample.value, sample.labels, null, 0))
            .toList());
  }

  private record Sample(double value, Labels labels) {}
}
