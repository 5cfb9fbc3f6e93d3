package io.github.servletexporter.filter;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.request.FilterSettings;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.request.WebApps;
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
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests and refuses those whose framing is ambiguous.
 *
 * <p>Map it first, to {@code /*}, for the dispatcher types REQUEST and ASYNC, with async-supported.
 * It takes what it does from the servlet context, where the listener left it ({@link
 * Instrumentation#ATTRIBUTE}). Without a listener it counts with default settings into
 * client_java's default registry. Thread-safe.
 */
public final class MetricsFilter implements Filter {

  /**
   * Name of the request attribute in which an application leaves the route template of a request,
   * such as {@code /users/{id}}, relative to the context path.
   */
  public static final String ROUTE_ATTRIBUTE = Instrumentation.ROUTE_ATTRIBUTE;

  private static final Logger LOGGER = System.getLogger(MetricsFilter.class.getName());

  private final FilterPlacement placement = new FilterPlacement();
  private Instrumentation instrumentation = Instrumentation.disabled();
  private @Nullable Runnable undo;

  /** Creates the filter; the container calls {@link #init} before the first request. */
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
      placement.check(request);
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

  /** Left in the context as a listener would, so that a second filter of ours finds it. */
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
              + ": another web application counts into client_java's default registry already;"
              + " this one counts nothing. Give both a MetricsContextListener",
          taken);
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
    return instrumenter;
  }
}
