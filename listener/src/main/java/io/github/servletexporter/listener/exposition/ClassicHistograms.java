package io.github.servletexporter.listener.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/**
 * Collector that omits the native buckets of histograms that have classic ones too. Thread-safe if
 * the other collector is.
 */
public final class ClassicHistograms implements MultiCollector {

  private final MultiCollector collector;

  /** Creates a collector of what another one collects. */
  public ClassicHistograms(MultiCollector collector) {
    this.collector = collector;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (MetricSnapshot family : collector.collect()) {
      all.metricSnapshot(
          family instanceof HistogramSnapshot histogram ? classic(histogram) : family);
    }
    return all.build();
  }

  private static HistogramSnapshot classic(HistogramSnapshot family) {
    List<HistogramDataPointSnapshot> points = new ArrayList<>(family.getDataPoints().size());
    for (HistogramDataPointSnapshot point : family.getDataPoints()) {
      points.add(point.hasClassicHistogramData() ? classic(point) : point);
    }
    return new HistogramSnapshot(family.isGaugeHistogram(), family.getMetadata(), points);
  }

  private static HistogramDataPointSnapshot classic(HistogramDataPointSnapshot point) {
    return new HistogramDataPointSnapshot(
        point.getClassicBuckets(),
        point.getSum(),
        point.getLabels(),
        point.getExemplars(),
        point.getCreatedTimestampMillis());
  }
}
