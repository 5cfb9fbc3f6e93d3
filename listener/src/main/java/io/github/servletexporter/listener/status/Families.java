package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Snapshot of metric families, accessed by definition. */
final class Families {

  private final Map<String, MetricSnapshot> byName = new HashMap<>();

  Families(MetricSnapshots snapshots) {
    for (MetricSnapshot snapshot : snapshots) {
      byName.putIfAbsent(snapshot.getMetadata().getName(), snapshot);
    }
  }

  /** Returns the series of a counter or gauge; an empty list if there is no such family. */
  List<Value> values(MetricDefinition definition) {
    MetricSnapshot family = find(definition);
    if (family instanceof CounterSnapshot counters) {
      return counters.getDataPoints().stream()
          .map(point -> new Value(point.getLabels(), point.getValue()))
          .toList();
    }
    if (family instanceof GaugeSnapshot gauges) {
      return gauges.getDataPoints().stream()
          .map(point -> new Value(point.getLabels(), point.getValue()))
          .toList();
    }
    return List.of();
  }

  /**
   * Returns the sum of a counter's series, NaN if there is no such family: 0 would look like a
   * restart when a collector has failed once.
   */
  double total(MetricDefinition counter) {
    return total(counter, any -> true);
  }

  double total(MetricDefinition counter, Predicate<Labels> series) {
    return find(counter) == null ? Double.NaN : sum(counter, series);
  }

  /** Returns the sum of a gauge's series, NaN if there are none. */
  double level(MetricDefinition gauge, Predicate<Labels> series) {
    boolean known = values(gauge).stream().anyMatch(value -> series.test(value.labels()));
    return known ? sum(gauge, series) : Double.NaN;
  }

  /** Returns the series of the request duration, or null if there is no such family. */
  @Nullable List<HistogramDataPointSnapshot> durations() {
    return find(MetricCatalog.REQUEST_DURATION) instanceof HistogramSnapshot histogram
        ? histogram.getDataPoints()
        : null;
  }

  private double sum(MetricDefinition definition, Predicate<Labels> series) {
    return values(definition).stream()
        .filter(value -> series.test(value.labels()))
        .mapToDouble(Value::value)
        .sum();
  }

  private @Nullable MetricSnapshot find(MetricDefinition definition) {
    return byName.get(definition.metadata().getName());
  }

  /** Series of a counter or gauge. */
  record Value(Labels labels, double value) {

    String label(MetricDefinition definition, int index) {
      String value = labels.get(definition.labels().get(index));
      return value == null ? "" : value;
    }
  }
}
