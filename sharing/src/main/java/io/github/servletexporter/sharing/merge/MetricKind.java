package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;

/** The types of metric families, and how each is merged. */
public enum MetricKind {
  COUNTER,
  HISTOGRAM,
  SUMMARY,
  GAUGE_HISTOGRAM,
  GAUGE,
  INFO,
  STATE_SET,
  UNKNOWN;

  /** Returns whether it only rises and therefore outlives its member. */
  public boolean isTotal() {
    return this == COUNTER || this == HISTOGRAM || this == SUMMARY;
  }

  /**
   * Returns the merge of a family of this type.
   *
   * @param name the family's, by which gauges differ
   */
  SeriesMerge newMerge(String name) {
    return switch (this) {
      case COUNTER -> new CounterMerge();
      case HISTOGRAM -> new HistogramMerge(false);
      case SUMMARY -> new SummaryMerge();
      case GAUGE_HISTOGRAM -> new HistogramMerge(true);
      case GAUGE -> new GaugeMerge(GaugeRules.of(name));
      case INFO ->
          new PerInstanceMerge<>(
              InfoDataPointSnapshot.class,
              (point, labels) -> new InfoDataPointSnapshot(labels),
              InfoSnapshot::new);
      case STATE_SET ->
          new PerInstanceMerge<>(
              StateSetDataPointSnapshot.class, MetricKind::copy, StateSetSnapshot::new);
      case UNKNOWN ->
          new PerInstanceMerge<>(
              UnknownDataPointSnapshot.class,
              (point, labels) -> new UnknownDataPointSnapshot(point.getValue(), labels, null),
              UnknownSnapshot::new);
    };
  }

  public static MetricKind of(MetricSnapshot snapshot) {
    if (snapshot instanceof HistogramSnapshot histogram) {
      return histogram.isGaugeHistogram() ? GAUGE_HISTOGRAM : HISTOGRAM;
    }
    if (snapshot instanceof CounterSnapshot) {
      return COUNTER;
    }
    if (snapshot instanceof GaugeSnapshot) {
      return GAUGE;
    }
    if (snapshot instanceof SummarySnapshot) {
      return SUMMARY;
    }
    if (snapshot instanceof InfoSnapshot) {
      return INFO;
    }
    return snapshot instanceof StateSetSnapshot ? STATE_SET : UNKNOWN;
  }

  private static StateSetDataPointSnapshot copy(StateSetDataPointSnapshot point, Labels labels) {
    String[] names = new String[point.size()];
    boolean[] values = new boolean[point.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = point.getName(i);
      values[i] = point.isTrue(i);
    }
    return new StateSetDataPointSnapshot(names, values, labels);
  }
}
