package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/** Collects the data points of one gauge during a scrape. */
final class Gauge {

  private final MetricDefinition definition;
  private final List<GaugeDataPointSnapshot> dataPoints = new ArrayList<>();

  Gauge(MetricDefinition definition) {
    this.definition = definition;
  }

  void add(double value, String... labelValues) {
    Labels labels = Labels.of(definition.labels(), List.of(labelValues));
    dataPoints.add(new GaugeDataPointSnapshot(value, labels, null));
  }

  GaugeSnapshot snapshot() {
    return new GaugeSnapshot(definition.metadata(), dataPoints);
  }
}
