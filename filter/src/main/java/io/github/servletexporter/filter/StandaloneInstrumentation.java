package io.github.servletexporter.filter;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.request.FilterSettings;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.request.WebApps;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
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
  private final Collector activeRequests;
  private final MultiCollector requests;
  private final FilterPlacement placement = new FilterPlacement();
  private final AtomicBoolean closed = new AtomicBoolean();

  private StandaloneInstrumentation(ServletContext context, RequestInstrumenter instrumenter) {
    this.context = context;
    this.instrumenter = instrumenter;
    this.activeRequests = new ActiveRequestsCollector(instrumenter);
    this.requests = instrumenter.requests()::collect;
  }

  /**
   * Returns the instrumentation of an application, or one that does not measure if the registry has
   * the metrics of another application. Like a listener it stores the instrumentation in the
   * context, where a second filter finds it.
   */
  static Instrumentation open(ServletContext context) {
    RequestInstrumenter instrumenter =
        new RequestInstrumenter(FilterSettings.defaults(context), Ticker.system());
    StandaloneInstrumentation standalone = new StandaloneInstrumentation(context, instrumenter);
    PrometheusRegistry registry = PrometheusRegistry.defaultRegistry;
    try {
      registry.register(standalone.activeRequests);
    } catch (IllegalArgumentException taken) {
      LOGGER.log(
          Level.WARNING,
          WebApps.of(context)
              + ": another web application already counts into the default registry of client_java,"
              + " so this one is not measured; register a MetricsContextListener in both",
          LoggedFailure.of(taken));
      return Instrumentation.disabled();
    }
    registry.register(standalone.requests);
    context.setAttribute(ATTRIBUTE, instrumenter);
    return standalone;
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
      PrometheusRegistry.defaultRegistry.unregister(requests);
      PrometheusRegistry.defaultRegistry.unregister(activeRequests);
      context.removeAttribute(ATTRIBUTE);
    }
  }

  /**
   * Collector of the number of requests in flight. No record, because the JVM would keep the web
   * application in memory through the hash code of one, which the registry asks for.
   */
  private static final class ActiveRequestsCollector implements Collector {

    private final RequestInstrumenter instrumenter;

    ActiveRequestsCollector(RequestInstrumenter instrumenter) {
      this.instrumenter = instrumenter;
    }

    @Override
    public MetricSnapshot collect() {
      return instrumenter.activeRequests();
    }

    /**
     * {@inheritDoc}
     *
     * <p>It lets a registry refuse a second collector of this metric at registration; otherwise
     * every scrape would fail.
     */
    @Override
    public MetricFamilyDescriptor getMetricFamilyDescriptor() {
      return MetricFamilyDescriptor.of(
          MetricType.GAUGE,
          MetricCatalog.ACTIVE_REQUESTS.metadata(),
          MetricCatalog.ACTIVE_REQUESTS.labels());
    }
  }
}
