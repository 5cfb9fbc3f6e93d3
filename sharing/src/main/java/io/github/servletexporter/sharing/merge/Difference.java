package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Increase of the totals of one process since an earlier moment. Families that are not totals stay
 * as they are.
 */
public final class Difference {

  private final Map<String, Map<Labels, DataPointSnapshot>> earlier = new HashMap<>();

  private Difference(MetricSnapshots base) {
    for (MetricSnapshot family : base) {
      if (MetricType.of(family).isTotal()) {
        Map<Labels, DataPointSnapshot> points = new HashMap<>();
        family.getDataPoints().forEach(point -> points.put(point.getLabels(), point));
        earlier.put(family.getMetadata().getName(), points);
      }
    }
  }

  /**
   * Returns what has been counted since an earlier snapshot.
   *
   * @param now present snapshot
   * @param base earlier snapshot of the same process
   */
  public static MetricSnapshots of(MetricSnapshots now, MetricSnapshots base) {
    Difference difference = new Difference(base);
    return new MetricSnapshots(now.stream().map(difference::since).toList());
  }

  private MetricSnapshot since(MetricSnapshot family) {
    Map<Labels, DataPointSnapshot> points = earlier.get(family.getMetadata().getName());
    if (points == null) {
      return family;
    } else if (family instanceof CounterSnapshot counter) {
      return new CounterSnapshot(
          counter.getMetadata(),
          counter.getDataPoints().stream()
              .map(point -> since(point, points, Difference::minus))
              .toList());
    } else if (family instanceof HistogramSnapshot histogram && !histogram.isGaugeHistogram()) {
      return new HistogramSnapshot(
          histogram.getMetadata(),
          histogram.getDataPoints().stream()
              .map(point -> since(point, points, HistogramDifference::minus))
              .toList());
    } else if (family instanceof SummarySnapshot summary) {
      return new SummarySnapshot(
          summary.getMetadata(),
          summary.getDataPoints().stream()
              .map(point -> since(point, points, Difference::minus))
              .toList());
    }
    return family;
  }

  /** A series with the same name but another type is a different series. */
  @SuppressWarnings("unchecked")
  private static <P extends DataPointSnapshot> P since(
      P now, Map<Labels, DataPointSnapshot> points, BinaryOperator<P> minus) {
    DataPointSnapshot then = points.get(now.getLabels());
    return then != null && then.getClass() == now.getClass() ? minus.apply(now, (P) then) : now;
  }

  private static CounterDataPointSnapshot minus(
      CounterDataPointSnapshot now, CounterDataPointSnapshot then) {
    return new CounterDataPointSnapshot(
        Math.max(0, now.getValue() - then.getValue()),
        now.getLabels(),
        null,
        now.getCreatedTimestampMillis());
  }

  private static SummaryDataPointSnapshot minus(
      SummaryDataPointSnapshot now, SummaryDataPointSnapshot then) {
    return new SummaryDataPointSnapshot(
        now.hasCount() && then.hasCount() ? now.getCount() - then.getCount() : now.getCount(),
        now.getSum() - then.getSum(),
        now.getQuantiles(),
        now.getLabels(),
        Exemplars.EMPTY,
        now.getCreatedTimestampMillis());
  }
}
