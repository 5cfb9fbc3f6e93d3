package io.github.servletexporter.bench.peer;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Two clock readings and one data point that was looked up beforehand. */
final class FloorFilter implements Filter {
  /**
   * Upper bounds in seconds that OpenTelemetry's conventions give for http.server.request.duration.
   */
  private static final double[] OTEL_BUCKETS = {
    .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10
  };

  private final DistributionDataPoint duration;

  private FloorFilter(DistributionDataPoint duration) {
    this.duration = duration;
  }

  static Subject open() {
    Histogram histogram =
        Histogram.builder()
            .name("http_server_request_duration_seconds")
            .labelNames(
                "http_request_method", "http_route", "http_response_status_code", "error_type")
            .classicOnly()
            .classicUpperBounds(OTEL_BUCKETS)
            .withoutExemplars()
            .register(new PrometheusRegistry());
    DistributionDataPoint duration = histogram.labelValues("GET", "/api/*", "200", "");
    return new Subject(
        new FloorFilter(duration), () -> histogram.collect().getDataPoints().get(0).getCount());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long startNanos = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      duration.observe(Unit.nanosToSeconds(System.nanoTime() - startNanos));
    }
  }
}
