package io.github.servletexporter.filter;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.request.FilterSettings;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.request.WebApps;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measurement of the requests of an application without a listener, into the default registry of
 * client_java. Thread-safe.
 */
final class StandaloneInstrumentation implements Instrumentation {

  private static final Logger LOGGER = System.getLogger(MetricsFilter.class.getName());

  private final ServletContext context;
  private final RequestInstrumenter instrumenter;
  private final FilterPlacement placement = new FilterPlacement();
  private final AtomicBoolean closed = new AtomicBoolean();

  private StandaloneInstrumentation(ServletContext context, RequestInstrumenter instrumenter) {
    this.context = context;
    this.instrumenter = instrumenter;
  }

  /**
   * Returns the instrumentation of an application, or one that does not measure if the registry has
   * the metrics of another application. Like a listener it stores the instrumentation in the
   * context, where a second filter finds it.
   */
  static Instrumentation open(ServletContext context) {
    RequestInstrumenter instrumenter =
        new RequestInstrumenter(FilterSettings.defaults(context), Ticker.system());
    PrometheusRegistry registry = PrometheusRegistry.defaultRegistry;
    try {
      registry.register(instrumenter.activeRequests());
    } catch (IllegalArgumentException taken) {
      LOGGER.log(
          Level.WARNING,
          WebApps.of(context)
              + ": another web application already counts into the default registry of client_java,"
              + " so this one is not measured; register a MetricsContextListener in both",
          LoggedFailure.of(taken));
      return Instrumentation.disabled();
    }
    registry.register(instrumenter.requests());
    context.setAttribute(ATTRIBUTE, instrumenter);
    return new StandaloneInstrumentation(context, instrumenter);
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    placement.check(request);
    instrumenter.filter(request, response, chain);
  }

  /** Removes the metrics from the registry. Further calls have no effect. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      PrometheusRegistry.defaultRegistry.unregister(instrumenter.requests());
      PrometheusRegistry.defaultRegistry.unregister(instrumenter.activeRequests());
      context.removeAttribute(ATTRIBUTE);
    }
  }
}
