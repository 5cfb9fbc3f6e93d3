package io.github.servletexporter.bench.peer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Spring's filter with the handler that Spring Boot's actuator gives it. */
final class SpringPeer {
  private SpringPeer() {}

  static Subject open() {
    MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    return new Subject(
        new ServerHttpObservationFilter(observations),
        () -> meters.find("http.server.requests").timers().stream().mapToLong(Timer::count).sum());
  }
}
