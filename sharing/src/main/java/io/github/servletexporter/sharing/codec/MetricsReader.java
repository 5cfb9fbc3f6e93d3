package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of metric families. Exceptions of the metric model pass through; {@link SnapshotCodec}
 * converts them. Not thread-safe.
 */
final class MetricsReader {

  private final @Nullable String[] strings;
  private int pointsLeft = WireLimits.POINTS;

  MetricsReader(@Nullable String[] strings) {
    this.strings = strings;
  }

  MetricSnapshots read(WireReader in) throws CodecException {
    List<MetricSnapshot> families = new ArrayList<>();
    for (int left = in.count(2, Integer.MAX_VALUE); left > 0; left--) {
      WireReader block = in.block();
      MetricType type = MetricType.of(block.octet());
      if (type != null) {
        families.add(family(type, block));
      }
    }
    return new MetricSnapshots(families);
  }

  private MetricSnapshot family(MetricType type, WireReader in) throws CodecException {
    MetricMetadata metadata = metadata(in);
    return switch (type) {
      case COUNTER ->
          new CounterSnapshot(
              metadata,
              points(
                  in,
                  (labels, created, value) ->
                      new CounterDataPointSnapshot(value.real(), labels, null, created)));
      case GAUGE ->
          new GaugeSnapshot(
              metadata,
              points(
                  in,
                  (labels, created, value) ->
                      new GaugeDataPointSnapshot(value.real(), labels, null)));
      case HISTOGRAM -> new HistogramSnapshot(metadata, points(in, HistogramWire::read));
      case GAUGE_HISTOGRAM ->
          new HistogramSnapshot(true, metadata, points(in, HistogramWire::read));
      case SUMMARY -> new SummarySnapshot(metadata, points(in, MetricsReader::summary));
      case INFO ->
          new InfoSnapshot(
              metadata, points(in, (labels, created, value) -> new InfoDataPointSnapshot(labels)));
      case STATE_SET -> new StateSetSnapshot(metadata, points(in, this::states));
      case UNKNOWN ->
          new UnknownSnapshot(
              metadata,
              points(
                  in,
                  (labels, created, value) ->
                      new UnknownDataPointSnapshot(value.real(), labels, null)));
    };
  }

  private MetricMetadata metadata(WireReader in) throws CodecException {
    String name = string(in);
    String baseName = string(in);
    String originalName = nullable(in);
    String help = nullable(in);
    String unit = nullable(in);
    return metadata(name, baseName, originalName, help, unit == null ? null : new Unit(unit));
  }

  /** No other constructor takes all five values; the metric model has no null annotations. */
  @SuppressWarnings({"NullAway", "deprecation"})
  private static MetricMetadata metadata(
      String name,
      String baseName,
      @Nullable String originalName,
      @Nullable String help,
      @Nullable Unit unit) {
    return new MetricMetadata(name, baseName, originalName, help, unit);
  }

  private <P> List<P> points(WireReader in, PointReader<P> reader) throws CodecException {
    int count = in.count(3, pointsLeft);
    pointsLeft -= count;
    List<P> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      WireReader block = in.block();
      Labels labels = labels(block);
      points.add(reader.read(labels, block.amount(), block));
    }
    return points;
  }

  private Labels labels(WireReader in) throws CodecException {
    int count = in.count(2, WireLimits.LABELS);
    String[] names = new String[count];
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = string(in);
      values[i] = string(in);
    }
    return Labels.of(names, values);
  }

  private static SummaryDataPointSnapshot summary(Labels labels, long created, WireReader in)
      throws CodecException {
    long count = in.signed();
    double sum = in.real();
    List<Quantile> quantiles = new ArrayList<>();
    for (int left = in.count(2 * Double.BYTES, WireLimits.QUANTILES); left > 0; left--) {
      quantiles.add(new Quantile(in.real(), in.real()));
    }
    return new SummaryDataPointSnapshot(
        count, sum, Quantiles.of(quantiles), labels, Exemplars.EMPTY, created);
  }

  private StateSetDataPointSnapshot states(Labels labels, long created, WireReader in)
      throws CodecException {
    int count = in.count(2, WireLimits.STATES);
    String[] names = new String[count];
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      names[i] = string(in);
      values[i] = in.octet() != 0;
    }
    return new StateSetDataPointSnapshot(names, values, labels);
  }

  private String string(WireReader in) throws CodecException {
    String text = nullable(in);
    if (text == null) {
      throw WireReader.corrupt("a string is missing");
    }
    return text;
  }

  private @Nullable String nullable(WireReader in) throws CodecException {
    return strings[in.bounded(strings.length - 1)];
  }

  private interface PointReader<P> {

    P read(Labels labels, long createdMillis, WireReader value) throws CodecException;
  }
}
