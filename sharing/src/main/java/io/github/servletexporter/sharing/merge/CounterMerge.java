package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Merge of counters: the sum over all instances, live and dead. */
final class CounterMerge implements SeriesMerge {

  private final Map<Labels, Total> totals = new HashMap<>();

  @Override
  public void add(MetricSnapshot family, Origin origin) {
    for (CounterDataPointSnapshot point : ((CounterSnapshot) family).getDataPoints()) {
      Total total = totals.computeIfAbsent(point.getLabels(), labels -> new Total());
      total.value.add(point.getValue());
      total.created.add(point.hasCreatedTimestamp(), point.getCreatedTimestampMillis());
    }
  }

  @Override
  public MetricSnapshot snapshot(MetricMetadata metadata, ExactSum.Rounding rounding) {
    List<CounterDataPointSnapshot> points = new ArrayList<>(totals.size());
    totals.forEach((labels, total) -> points.add(total.point(labels, rounding)));
    return new CounterSnapshot(metadata, points);
  }

  private static final class Total {

    private final ExactSum value = new ExactSum();
    private final CreatedTime created = new CreatedTime();

    CounterDataPointSnapshot point(Labels labels, ExactSum.Rounding rounding) {
      return new CounterDataPointSnapshot(value.value(rounding), labels, null, created.millis());
    }
  }
}
