package io.github.servletexporter.listener.exposition;

import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;

/** Reader of the families of one scrape by their names. */
final class ScrapeReader {

  private final MetricSnapshots scrape;

  ScrapeReader(MetricSnapshots scrape) {
    this.scrape = scrape;
  }

  /** Passes on every value of a counter or gauge; none if the scrape has no such family. */
  void read(MetricDefinition definition, ObjDoubleConsumer<Labels> consumer) {
    read(definition.metadata().getPrometheusName(), consumer);
  }

  void read(String family, ObjDoubleConsumer<Labels> consumer) {
    for (DataPointSnapshot point : dataPoints(family)) {
      if (point instanceof CounterDataPointSnapshot counter) {
        consumer.accept(counter.getLabels(), counter.getValue());
      } else if (point instanceof GaugeDataPointSnapshot gauge) {
        consumer.accept(gauge.getLabels(), gauge.getValue());
      }
    }
  }

  /** Returns the sum of all series of a histogram; without data if the scrape has none. */
  HistogramSnapshot total(MetricDefinition definition, MetricMetadata metadata, Labels labels) {
    Map<Double, Long> counts = new TreeMap<>();
    double sum = 0;
    for (DataPointSnapshot point : dataPoints(definition.metadata().getPrometheusName())) {
      if (point instanceof HistogramDataPointSnapshot histogram
          && histogram.hasClassicHistogramData()) {
        histogram
            .getClassicBuckets()
            .forEach(bucket -> counts.merge(bucket.getUpperBound(), bucket.getCount(), Long::sum));
        sum += histogram.getSum();
      }
    }
    if (counts.isEmpty()) {
      return new HistogramSnapshot(metadata, List.of());
    }
    ClassicHistogramBuckets buckets =
        ClassicHistogramBuckets.of(
            new ArrayList<>(counts.keySet()), new ArrayList<>(counts.values()));
    return new HistogramSnapshot(
        metadata,
        List.of(new HistogramDataPointSnapshot(buckets, sum, labels, Exemplars.EMPTY, 0)));
  }

  private List<? extends DataPointSnapshot> dataPoints(String family) {
    for (MetricSnapshot snapshot : scrape) {
      if (snapshot.getMetadata().getPrometheusName().equals(family)) {
        return snapshot.getDataPoints();
      }
    }
    return List.of();
  }
}
