package io.github.servletexporter.listener.application;

import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.List;
import java.util.Set;

/**
 * Names that a family takes in an exposition: its own, and those of its samples. Two families clash
 * if they share one, as a counter {@code a_total} and a gauge {@code a} do in OpenMetrics.
 */
final class ExposedNames {

  private static final Set<String> HISTOGRAM = Set.of("", "_bucket", "_count", "_sum", "_created");
  private static final Set<String> GAUGE_HISTOGRAM = Set.of("", "_bucket", "_gcount", "_gsum");
  private static final Set<String> SUMMARY = Set.of("", "_count", "_sum", "_created");
  private static final Set<String> COUNTER = Set.of("", "_total", "_created");
  private static final Set<String> INFO = Set.of("", "_info");
  private static final Set<String> VALUE = Set.of("");

  private ExposedNames() {}

  static List<String> of(MetricSnapshot family) {
    return of(family.getMetadata().getPrometheusName(), suffixes(family));
  }

  static List<String> of(MetricDefinition definition) {
    return of(
        definition.metadata().getPrometheusName(),
        switch (definition.type()) {
          case HISTOGRAM -> HISTOGRAM;
          case COUNTER -> COUNTER;
          case INFO -> INFO;
          case GAUGE -> VALUE;
        });
  }

  private static List<String> of(String name, Set<String> suffixes) {
    return suffixes.stream().map(name::concat).toList();
  }

  private static Set<String> suffixes(MetricSnapshot family) {
    if (family instanceof HistogramSnapshot histogram) {
      return histogram.isGaugeHistogram() ? GAUGE_HISTOGRAM : HISTOGRAM;
    } else if (family instanceof CounterSnapshot) {
      return COUNTER;
    } else if (family instanceof SummarySnapshot) {
      return SUMMARY;
    }
    return family instanceof InfoSnapshot ? INFO : VALUE;
  }
}
