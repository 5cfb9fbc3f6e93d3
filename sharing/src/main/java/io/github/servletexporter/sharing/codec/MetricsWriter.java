package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.List;

/**
 * Writer of metric families. Leaves out exemplars and scrape timestamps, which belong to one moment
 * of one instance and have no meaning in a sum. Not thread-safe.
 */
final class MetricsWriter {

  private final StringTable strings;
  private int points;

  MetricsWriter(StringTable strings) {
    this.strings = strings;
  }

  WireWriter write(MetricSnapshots snapshots) throws CodecException {
    WireWriter out = new WireWriter();
    out.number(snapshots.size());
    for (MetricSnapshot snapshot : snapshots) {
      out.block(family(snapshot));
    }
    return out;
  }

  private WireWriter family(MetricSnapshot snapshot) throws CodecException {
    WireWriter out = new WireWriter();
    out.octet(MetricType.of(snapshot).code());
    metadata(snapshot.getMetadata(), out);
    List<? extends DataPointSnapshot> all = snapshot.getDataPoints();
    points = WireLimits.fits(points + all.size(), WireLimits.POINTS, "series");
    out.number(all.size());
    for (DataPointSnapshot point : all) {
      WireWriter block = new WireWriter();
      labels(point.getLabels(), block);
      block.number(point.hasCreatedTimestamp() ? point.getCreatedTimestampMillis() : 0);
      value(point, block);
      out.block(block);
    }
    return out;
  }

  private void metadata(MetricMetadata metadata, WireWriter out) {
    out.number(strings.number(metadata.getName()));
    out.number(strings.number(metadata.getExpositionBaseName()));
    out.number(strings.number(metadata.getOriginalName()));
    out.number(strings.number(metadata.getHelp()));
    out.number(strings.number(metadata.hasUnit() ? metadata.getUnit().toString() : null));
  }

  private void labels(Labels labels, WireWriter out) throws CodecException {
    out.number(WireLimits.fits(labels.size(), WireLimits.LABELS, "labels"));
    for (Label label : labels) {
      out.number(strings.number(label.getName()));
      out.number(strings.number(label.getValue()));
    }
  }

  private void value(DataPointSnapshot point, WireWriter out) throws CodecException {
    if (point instanceof CounterDataPointSnapshot counter) {
      out.real(counter.getValue());
    } else if (point instanceof GaugeDataPointSnapshot gauge) {
      out.real(gauge.getValue());
    } else if (point instanceof UnknownDataPointSnapshot unknown) {
      out.real(unknown.getValue());
    } else if (point instanceof HistogramDataPointSnapshot histogram) {
      HistogramWire.write(histogram, out);
    } else if (point instanceof SummaryDataPointSnapshot summary) {
      summary(summary, out);
    } else if (point instanceof StateSetDataPointSnapshot states) {
      states(states, out);
    }
  }

  /** A count of -1 means that there is none, as in the metric model. */
  private static void summary(SummaryDataPointSnapshot summary, WireWriter out)
      throws CodecException {
    out.signed(summary.getCount());
    out.real(summary.getSum());
    out.number(WireLimits.fits(summary.getQuantiles().size(), WireLimits.QUANTILES, "quantiles"));
    for (Quantile quantile : summary.getQuantiles()) {
      out.real(quantile.getQuantile());
      out.real(quantile.getValue());
    }
  }

  private void states(StateSetDataPointSnapshot states, WireWriter out) throws CodecException {
    out.number(WireLimits.fits(states.size(), WireLimits.STATES, "states"));
    for (int i = 0; i < states.size(); i++) {
      out.number(strings.number(states.getName(i)));
      out.octet(states.isTrue(i) ? 1 : 0);
    }
  }
}
