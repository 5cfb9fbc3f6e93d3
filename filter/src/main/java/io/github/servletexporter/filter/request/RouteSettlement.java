package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.RouteSeries;
import io.github.servletexporter.filter.request.RequestTrace.Settled;
import io.github.servletexporter.filter.route.RouteMapping;
import io.github.servletexporter.filter.route.RouteResolver;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Rule by which the first template of a request is its route.
 *
 * <p>Frameworks write the template into a request attribute whenever they choose a handler, also
 * the handlers of forwards and error pages. Therefore it is read before a dispatch that may replace
 * it, and settled in the request's trace. Thread-safe. Allocates nothing for a request without a
 * further dispatch.
 */
final class RouteSettlement {

  private static final Settled WITHOUT_TEMPLATE = new Settled(null);

  private final RouteResolver resolver;
  private final RequestTraces traces;

  RouteSettlement(RouteResolver resolver, RequestTraces traces) {
    this.resolver = resolver;
    this.traces = traces;
  }

  /** Returns the route of a request that ends with a status, or with 0 if it has not ended. */
  RouteSeries route(RouteMapping mapping, HttpServletRequest request, int status) {
    return route(mapping, request, status, traces.find(request));
  }

  /**
   * Returns the route of a request that ends with a status.
   *
   * @param trace the trace of the request, or null if it has none
   */
  RouteSeries route(
      RouteMapping mapping, HttpServletRequest request, int status, @Nullable RequestTrace trace) {
    if (mapping.isFixed()) {
      return mapping.route();
    }
    Settled settled = trace == null ? null : trace.settled();
    RouteSeries template = settled == null ? resolver.template(mapping, request) : settled.route();
    return template != null ? template : resolver.withoutTemplate(mapping, request, status);
  }

  /**
   * Makes the template that is known by now the route of the request, whatever dispatches follow.
   * Does nothing if no template is known, or if the route is settled already.
   *
   * @param mapping the mapping of the dispatch that the template belongs to
   */
  void settle(RouteMapping mapping, HttpServletRequest request) {
    if (!isSettled(request)) {
      RouteSeries template = resolver.template(mapping, request);
      if (template != null) {
        traces.of(request).settle(new Settled(template));
      }
    }
  }

  /** Makes the route of a mapping the route of the request. */
  void settleOnMapping(RouteMapping mapping, HttpServletRequest request) {
    traces.of(request).settle(new Settled(mapping.route()));
  }

  /** Returns whether the route of a request can no longer change. */
  boolean isSettled(HttpServletRequest request) {
    RequestTrace trace = traces.find(request);
    return trace != null && trace.settled() != null;
  }

  /**
   * Settles the route before an error page runs: if no handler has been chosen so far, the servlet
   * mapping applies and not the handler of the error page.
   */
  void settleBeforeErrorPage(RouteMapping mapping, HttpServletRequest request) {
    settle(mapping, request);
    settleWithoutTemplate(request);
  }

  /**
   * Settles the route after the container may have run an error page that the filter has not seen.
   * A template of a framework can only be that of the error page, because earlier ones are settled.
   */
  void settleAfterErrorPage(HttpServletRequest request) {
    boolean errorPage = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    if (errorPage && !(request.getAttribute(RouteResolver.ATTRIBUTE) instanceof String)) {
      settleWithoutTemplate(request);
    }
  }

  private void settleWithoutTemplate(HttpServletRequest request) {
    if (!isSettled(request)) {
      traces.of(request).settle(WITHOUT_TEMPLATE);
    }
  }
}
