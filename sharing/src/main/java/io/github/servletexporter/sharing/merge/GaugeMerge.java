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

/** Merge of a gauge over the live instances, by the rule of its family. */
final class GaugeMerge implements SeriesMerge {

  private final GaugeMode mode;
  private final Map<Labels, Value> values = new HashMap<>();

  GaugeMerge(GaugeMode mode) {
    this.mode = mode;
  }

  @Override
  public void add(MetricSnapshot family, Origin origin) {
    for (GaugeDataPointSnapshot point : ((GaugeSnapshot) family).getDataPoints()) {
      if (mode == GaugeMode.ALL) {
        add(InstanceLabel.addTo(point.getLabels(), origin), point.getValue(), origin);
      } else if (!Double.isNaN(point.getValue())) { // NaN stands for an unknown value
        add(point.getLabels(), point.getValue(), origin);
      }
    }
  }

  private void add(Labels labels, double value, Origin origin) {
    Value known = values.get(labels);
    if (known == null) {
      values.put(labels, new Value(value, origin));
    } else {
      known.add(value, origin);
    }
  }

  @Override
  public MetricSnapshot snapshot(MetricMetadata metadata, ExactSum.Rounding rounding) {
    List<GaugeDataPointSnapshot> points = new ArrayList<>(values.size());
    values.forEach(
        (labels, value) -> points.add(new GaugeDataPointSnapshot(value.value(mode), labels, null)));
    return new GaugeSnapshot(metadata, points);
  }

  /** Merge of one series. */
  private static final class Value {

    private final ExactSum sum = new ExactSum();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double latest;
    private Origin newest;

    Value(double value, Origin origin) {
      latest = value;
      newest = origin;
      include(value);
    }

    void add(double value, Origin origin) {
      if (origin.isNewerThan(newest)) {
        latest = value;
        newest = origin;
      }
      include(value);
    }

    private void include(double value) {
      sum.add(value);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }

    double value(GaugeMode mode) {
      return switch (mode) {
        case SUM -> sum.value(ExactSum.Rounding.NEAREST);
        case LIMIT -> min < 0 ? min : sum.value(ExactSum.Rounding.NEAREST);
        case MIN -> min;
        case MAX -> max;
        case MOST_RECENT, ALL -> latest;
      };
    }
  }
}
