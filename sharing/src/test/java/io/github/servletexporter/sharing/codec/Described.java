package io.github.servletexporter.sharing.codec;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Complete content of a snapshot as text, since the model has no equality. Exemplars are left out.
 */
public final class Described {

  private Described() {}

  public static List<String> all(MetricSnapshots snapshots) {
    List<String> lines = new ArrayList<>();
    for (MetricSnapshot snapshot : snapshots) {
      MetricMetadata metadata = snapshot.getMetadata();
      lines.add(
          join(
              snapshot.getClass().getSimpleName(),
              snapshot instanceof HistogramSnapshot histogram && histogram.isGaugeHistogram(),
              metadata.getName(),
              metadata.getExpositionBaseName(),
              metadata.getOriginalName(),
              metadata.getHelp(),
              metadata.getUnit()));
      snapshot.getDataPoints().forEach(point -> lines.add(point(point)));
    }
    return lines;
  }

  private static String point(DataPointSnapshot point) {
    return join(point.getLabels(), point.getCreatedTimestampMillis(), value(point));
  }

  private static String value(DataPointSnapshot point) {
    if (point instanceof CounterDataPointSnapshot counter) {
      return join(counter.getValue());
    } else if (point instanceof GaugeDataPointSnapshot gauge) {
      return join(gauge.getValue());
    } else if (point instanceof UnknownDataPointSnapshot unknown) {
      return join(unknown.getValue());
    } else if (point instanceof SummaryDataPointSnapshot summary) {
      StringJoiner quantiles = new StringJoiner(",");
      summary.getQuantiles().forEach(q -> quantiles.add(join(q.getQuantile(), q.getValue())));
      return join(summary.getCount(), summary.getSum(), quantiles);
    } else if (point instanceof StateSetDataPointSnapshot states) {
      StringJoiner all = new StringJoiner(",");
      states.forEach(state -> all.add(join(state.getName(), state.isTrue())));
      return all.toString();
    }
    return point instanceof HistogramDataPointSnapshot histogram ? histogram(histogram) : "";
  }

  private static String histogram(HistogramDataPointSnapshot histogram) {
    StringJoiner buckets = new StringJoiner(",");
    histogram.getClassicBuckets().forEach(b -> buckets.add(join(b.getUpperBound(), b.getCount())));
    buckets.add("+");
    histogram
        .getNativeBucketsForPositiveValues()
        .forEach(b -> buckets.add(join(b.getBucketIndex(), b.getCount())));
    buckets.add("-");
    histogram
        .getNativeBucketsForNegativeValues()
        .forEach(b -> buckets.add(join(b.getBucketIndex(), b.getCount())));
    return join(
        histogram.getSum(),
        histogram.getNativeSchema(),
        histogram.getNativeZeroCount(),
        histogram.getNativeZeroThreshold(),
        buckets);
  }

  private static String join(Object... parts) {
    StringJoiner text = new StringJoiner(" ");
    for (Object part : parts) {
      text.add(String.valueOf(part));
    }
    return text.toString();
  }
}
