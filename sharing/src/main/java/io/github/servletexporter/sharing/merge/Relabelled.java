package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Copies of families and data points with other labels. Exemplars and times of creation stay. */
final class Relabelled {

  private Relabelled() {}

  /**
   * Returns a family of the given series.
   *
   * @param type a family of the same type
   * @param points data points by their new labels
   */
  static MetricSnapshot family(
      MetricSnapshot type, MetricMetadata metadata, Map<Labels, DataPointSnapshot> points) {
    if (type instanceof CounterSnapshot) {
      return new CounterSnapshot(
          metadata, points(CounterDataPointSnapshot.class, points, Relabelled::counter));
    } else if (type instanceof GaugeSnapshot) {
      return new GaugeSnapshot(
          metadata, points(GaugeDataPointSnapshot.class, points, Relabelled::gauge));
    } else if (type instanceof HistogramSnapshot histogram) {
      return new HistogramSnapshot(
          histogram.isGaugeHistogram(),
          metadata,
          points(HistogramDataPointSnapshot.class, points, Relabelled::histogram));
    } else if (type instanceof SummarySnapshot) {
      return new SummarySnapshot(
          metadata, points(SummaryDataPointSnapshot.class, points, Relabelled::summary));
    } else if (type instanceof InfoSnapshot) {
      return new InfoSnapshot(
          metadata,
          points(
              InfoDataPointSnapshot.class,
              points,
              (point, labels) -> new InfoDataPointSnapshot(labels)));
    } else if (type instanceof StateSetSnapshot) {
      return new StateSetSnapshot(
          metadata, points(StateSetDataPointSnapshot.class, points, SeriesMerge::copy));
    }
    return new UnknownSnapshot(
        metadata,
        points(
            UnknownDataPointSnapshot.class,
            points,
            (point, labels) ->
                new UnknownDataPointSnapshot(point.getValue(), labels, point.getExemplar())));
  }

  private static <P extends DataPointSnapshot> List<P> points(
      Class<P> type, Map<Labels, DataPointSnapshot> points, BiFunction<P, Labels, P> copy) {
    List<P> copies = new ArrayList<>(points.size());
    points.forEach((labels, point) -> copies.add(copy.apply(type.cast(point), labels)));
    return copies;
  }

  private static CounterDataPointSnapshot counter(CounterDataPointSnapshot point, Labels labels) {
    return new CounterDataPointSnapshot(
        point.getValue(), labels, point.getExemplar(), point.getCreatedTimestampMillis());
  }

  private static GaugeDataPointSnapshot gauge(GaugeDataPointSnapshot point, Labels labels) {
    return new GaugeDataPointSnapshot(point.getValue(), labels, point.getExemplar());
  }

  private static HistogramDataPointSnapshot histogram(
      HistogramDataPointSnapshot point, Labels labels) {
    return new HistogramDataPointSnapshot(
        point.getClassicBuckets(),
        point.getNativeSchema(),
        point.getNativeZeroCount(),
        point.getNativeZeroThreshold(),
        point.getNativeBucketsForPositiveValues(),
        point.getNativeBucketsForNegativeValues(),
        point.getSum(),
        labels,
        point.getExemplars(),
        point.getCreatedTimestampMillis());
  }

  private static SummaryDataPointSnapshot summary(SummaryDataPointSnapshot point, Labels labels) {
    return new SummaryDataPointSnapshot(
        point.getCount(),
        point.getSum(),
        point.getQuantiles(),
        labels,
        point.getExemplars(),
        point.getCreatedTimestampMillis());
  }
}
