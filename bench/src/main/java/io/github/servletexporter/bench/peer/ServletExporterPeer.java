package io.github.servletexporter.bench.peer;

import io.github.servletexporter.bench.stub.StubContainer;
import io.github.servletexporter.filter.MetricsFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.Map;

/** Ours as it is without a listener: every default, and client_java's default registry. */
final class ServletExporterPeer {
  private static final String NAME = "http_server_request_duration_seconds";

  private ServletExporterPeer() {}

  static Subject open() {
    MetricsFilter filter = StubContainer.start(new MetricsFilter(), Map.of(), Map.of());
    return new Subject(filter, ServletExporterPeer::recorded);
  }

  private static long recorded() {
    return PrometheusRegistry.defaultRegistry.scrape(NAME::equals).stream()
        .map(HistogramSnapshot.class::cast)
        .flatMap(histogram -> histogram.getDataPoints().stream())
        .mapToLong(HistogramSnapshot.HistogramDataPointSnapshot::getCount)
        .sum();
  }
}
