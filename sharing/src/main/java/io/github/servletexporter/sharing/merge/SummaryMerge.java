package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merge of summaries: count and sum over all instances, live and dead. Quantiles are left out,
 * because the quantiles of the whole cannot be computed from those of its parts.
 */
final class SummaryMerge implements SeriesMerge {

  private final Map<Labels, Total> totals = new HashMap<>();

  @Override
  public void add(MetricSnapshot family, Origin origin) {
    for (SummaryDataPointSnapshot point : ((SummarySnapshot) family).getDataPoints()) {
      totals.computeIfAbsent(point.getLabels(), labels -> new Total()).add(point);
    }
  }

  @Override
  public MetricSnapshot snapshot(MetricMetadata metadata, ExactSum.Rounding rounding) {
    List<SummaryDataPointSnapshot> points = new ArrayList<>(totals.size());
    totals.forEach((labels, total) -> points.add(total.point(labels, rounding)));
    return new SummarySnapshot(metadata, points);
  }

  private static final class Total {

    private static final long NO_COUNT = -1;

    private final ExactSum sum = new ExactSum();
    private final CreatedTime created = new CreatedTime();
    private long count;
    private boolean counted = true;

    /** A missing sum is NaN in the metric model, and makes the merged sum NaN. */
    void add(SummaryDataPointSnapshot point) {
      sum.add(point.getSum());
      counted &= point.hasCount();
      if (counted) {
        count = Counts.add(count, point.getCount());
      }
      created.add(point.hasCreatedTimestamp(), point.getCreatedTimestampMillis());
    }

    SummaryDataPointSnapshot point(Labels labels, ExactSum.Rounding rounding) {
      return new SummaryDataPointSnapshot(
          counted ? count : NO_COUNT,
          sum.value(rounding),
          Quantiles.EMPTY,
          labels,
          Exemplars.EMPTY,
          created.millis());
    }
  }
}
