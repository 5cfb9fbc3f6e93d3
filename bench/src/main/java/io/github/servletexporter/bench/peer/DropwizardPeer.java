package io.github.servletexporter.bench.peer;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.dropwizard.metrics.servlet.InstrumentedFilter;
import io.github.servletexporter.bench.stub.StubContainer;
import java.util.Map;

/** Dropwizard Metrics: one timer for all requests, a meter for each of six statuses, no routes. */
final class DropwizardPeer {
  private DropwizardPeer() {}

  static Subject open() {
    MetricRegistry registry = new MetricRegistry();
    InstrumentedFilter filter =
        StubContainer.start(
            new InstrumentedFilter(),
            Map.of(),
            Map.of(InstrumentedFilter.REGISTRY_ATTRIBUTE, registry));
    return new Subject(
        filter, () -> registry.getTimers().values().stream().mapToLong(Timer::getCount).sum());
  }
}
