package io.github.servletexporter.bench.peer;

import io.github.servletexporter.bench.stub.StubContainer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.servlet.jakarta.filter.MetricsFilter;
import java.util.Map;

/** simpleclient: a histogram by path and method and a counter by path, method and status. */
final class SimpleclientPeer {
  private static final String NAME = "http_server_request_duration_seconds";

  private SimpleclientPeer() {}

  static Subject open() {
    // The filter knows no other registry; a second run in the same JVM would find the names taken.
    CollectorRegistry.defaultRegistry.clear();
    MetricsFilter filter =
        StubContainer.start(
            new MetricsFilter(), Map.of("metric-name", NAME, "help", "Duration."), Map.of());
    return new Subject(filter, SimpleclientPeer::recorded);
  }

  private static long recorded() {
    // By default the filter's path label is the first component of the path.
    Double count =
        CollectorRegistry.defaultRegistry.getSampleValue(
            NAME + "_count", new String[] {"path", "method"}, new String[] {"/api", "GET"});
    return count == null ? 0 : count.longValue();
  }
}
