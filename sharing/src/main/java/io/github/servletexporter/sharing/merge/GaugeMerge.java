package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gauges of live members, by the family's rule. */
final class GaugeMerge implements SeriesMerge {

  private final GaugeMode mode;
  private final Map<Labels, GaugeValue> values = new HashMap<>();

  GaugeMerge(GaugeMode mode) {
    this.mode = mode;
  }

  @Override
  public void add(MetricSnapshot family, Origin member) {
    for (GaugeDataPointSnapshot point : ((GaugeSnapshot) family).getDataPoints()) {
      if (mode == GaugeMode.ALL) {
        add(InstanceLabel.addTo(point.getLabels(), member), point.getValue(), member);
      } else if (!Double.isNaN(point.getValue())) { // that member does not know
        add(point.getLabels(), point.getValue(), member);
      }
    }
  }

  private void add(Labels labels, double value, Origin member) {
    GaugeValue known = values.get(labels);
    if (known == null) {
      values.put(labels, new GaugeValue(value, member));
    } else {
      known.add(value, member);
    }
  }

  @Override
  public MetricSnapshot snapshot(MetricMetadata metadata, Rounding rounding) {
    List<GaugeDataPointSnapshot> points = new ArrayList<>(values.size());
    values.forEach(
        (labels, value) -> points.add(new GaugeDataPointSnapshot(value.value(mode), labels, null)));
    return new GaugeSnapshot(metadata, points);
  }
}
