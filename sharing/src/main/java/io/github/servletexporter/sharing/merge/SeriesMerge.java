package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;

/** Merge of the series of one family, all of one type. Not thread-safe. */
interface SeriesMerge {

  /**
   * Adds the series of one instance.
   *
   * @param family family of the type of this merge
   */
  void add(MetricSnapshot family, Origin origin);

  /** Returns the merged family. */
  MetricSnapshot snapshot(MetricMetadata metadata, ExactSum.Rounding rounding);

  /**
   * Returns an empty merge of a family.
   *
   * @param type type of the family
   * @param name name of the family, which selects the rule for a gauge
   */
  static SeriesMerge of(MetricType type, String name) {
    return switch (type) {
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
              StateSetDataPointSnapshot.class, SeriesMerge::copy, StateSetSnapshot::new);
      case UNKNOWN ->
          new PerInstanceMerge<>(
              UnknownDataPointSnapshot.class,
              (point, labels) -> new UnknownDataPointSnapshot(point.getValue(), labels, null),
              UnknownSnapshot::new);
    };
  }

  /** Returns a copy of a data point with other labels. */
  static StateSetDataPointSnapshot copy(StateSetDataPointSnapshot point, Labels labels) {
    String[] names = new String[point.size()];
    boolean[] values = new boolean[point.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = point.getName(i);
      values[i] = point.isTrue(i);
    }
    return new StateSetDataPointSnapshot(names, values, labels);
  }
}
