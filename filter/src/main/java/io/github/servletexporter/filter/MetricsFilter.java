package io.github.servletexporter.filter;

import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.route.RouteResolver;
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

  private Instrumentation instrumentation = Instrumentation.disabled();

  /** Creates the filter. The container calls {@link #init} before the first request. */
  public MetricsFilter() {}

  @Override
  public void init(FilterConfig config) {
    ServletContext context = config.getServletContext();
    if (context.getAttribute(Instrumentation.ATTRIBUTE) instanceof Instrumentation present) {
      instrumentation = present;
    } else {
      instrumentation = StandaloneInstrumentation.open(context);
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
    if (instrumentation instanceof StandaloneInstrumentation standalone) {
      standalone.close();
    }
  }
}
