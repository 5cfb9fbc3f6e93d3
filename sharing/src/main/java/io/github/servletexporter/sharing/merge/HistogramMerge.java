package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Merge of histograms: the sum over all instances; of gauge histograms: over live ones. */
final class HistogramMerge implements SeriesMerge {

  private final boolean gauge;
  private final Map<Labels, HistogramTotal> totals = new HashMap<>();

  HistogramMerge(boolean gauge) {
    this.gauge = gauge;
  }

  @Override
  public void add(MetricSnapshot family, Origin origin) {
    for (HistogramDataPointSnapshot point : ((HistogramSnapshot) family).getDataPoints()) {
      totals.computeIfAbsent(point.getLabels(), labels -> new HistogramTotal()).add(point);
    }
  }

  @Override
  public MetricSnapshot snapshot(MetricMetadata metadata, ExactSum.Rounding rounding) {
    List<HistogramDataPointSnapshot> points = new ArrayList<>(totals.size());
    totals.forEach((labels, total) -> points.add(total.point(labels, rounding)));
    return new HistogramSnapshot(gauge, metadata, points);
  }
}
