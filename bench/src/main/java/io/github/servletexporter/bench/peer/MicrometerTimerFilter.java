package io.github.servletexporter.bench.peer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The filter that one writes with Micrometer: a sample, stopped into the timer of the request's
 * tags.
 */
final class MicrometerTimerFilter implements Filter {
  private static final String NAME = "http.server.requests";

  private final MeterRegistry registry;

  private MicrometerTimerFilter(MeterRegistry registry) {
    this.registry = registry;
  }

  static Subject open() {
    MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return new Subject(
        new MicrometerTimerFilter(registry),
        () -> registry.find(NAME).timers().stream().mapToLong(Timer::count).sum());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Timer.Sample sample = Timer.start(registry);
    String exception = "None";
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      exception = e.getClass().getSimpleName();
      throw e;
    } finally {
      HttpServletRequest httpRequest = (HttpServletRequest) request;
      sample.stop(
          Timer.builder(NAME)
              .tags(
                  "method", httpRequest.getMethod(),
                  "uri", httpRequest.getHttpServletMapping().getPattern(),
                  "status", Integer.toString(((HttpServletResponse) response).getStatus()),
                  "exception", exception)
              .register(registry));
    }
  }
}
