package io.github.servletexporter.filter;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.request.FilterSettings;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.filter.route.RouteResolver;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Servlet filter that counts requests and refuses those whose message framing is ambiguous.
 *
 * <p>Map it before all other filters, to {@code /*}, for the dispatcher types REQUEST, ASYNC and
 * FORWARD, with async-supported. Without FORWARD a forward can replace the route of a framework.
 * With the listener of servlet-exporter the filter uses the configuration of the web application.
 * Without it the filter uses default settings and counts into the default registry of client_java.
 * Thread-safe.
 */
public final class MetricsFilter implements Filter {

  /**
   * Name of the request attribute that an application can set to the route template of a request,
   * such as {@code /users/{id}}, relative to the context path.
   */
  public static final String ROUTE_ATTRIBUTE = RouteResolver.ATTRIBUTE;

  private static final Logger LOGGER = System.getLogger(MetricsFilter.class.getName());

  private Instrumentation instrumentation = Instrumentation.disabled();
  private @Nullable Runnable undo;

  /** Creates the filter. The container calls {@link #init} before the first request. */
  public MetricsFilter() {}

  @Override
  public void init(FilterConfig config) {
    ServletContext context = config.getServletContext();
    if (context.getAttribute(Instrumentation.ATTRIBUTE) instanceof Instrumentation present) {
      instrumentation = present;
    } else {
      instrumentation = standalone(context);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest incoming
        && response instanceof HttpServletResponse outgoing) {
      instrumentation.filter(incoming, outgoing, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  @Override
  public void destroy() {
    if (undo != null) {
      undo.run();
      undo = null;
    }
  }

  /**
   * Returns the instrumentation of an application without a listener. Like a listener it stores the
   * instrumentation in the context, where a second filter of this class finds it.
   */
  private Instrumentation standalone(ServletContext context) {
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
    context.setAttribute(Instrumentation.ATTRIBUTE, instrumenter);
    undo =
        () -> {
          registry.unregister(instrumenter.requests());
          registry.unregister(instrumenter.activeRequests());
          context.removeAttribute(Instrumentation.ATTRIBUTE);
        };
    FilterPlacement placement = new FilterPlacement();
    return (request, response, chain) -> {
      placement.check(request);
      instrumenter.filter(request, response, chain);
    };
  }
}
