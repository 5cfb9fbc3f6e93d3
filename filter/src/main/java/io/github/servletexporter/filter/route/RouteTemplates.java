package io.github.servletexporter.filter.route;

import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Routes of the templates below one servlet mapping. The meter limits their number. Thread-safe.
 * Allocates nothing for a template that was seen before.
 */
final class RouteTemplates {

  /** Pattern of the servlet that gets the requests that match no other. */
  static final String DEFAULT_SERVLET = "/";

  private static final String PATH_SUFFIX = "/*";

  private final RequestMeter meter;
  private final String contextPath;
  private final boolean ofDefaultServlet;
  private final String servletPath;
  private final ConcurrentHashMap<String, RouteSeries> servletRoutes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, RouteSeries> contextRoutes = new ConcurrentHashMap<>();

  /**
   * Creates the routes without any template.
   *
   * @param pattern the pattern of the mapping
   */
  RouteTemplates(RequestMeter meter, String contextPath, String pattern) {
    this.meter = meter;
    this.contextPath = contextPath;
    ofDefaultServlet = pattern.equals(DEFAULT_SERVLET);
    servletPath =
        pattern.endsWith(PATH_SUFFIX)
            ? pattern.substring(0, pattern.length() - PATH_SUFFIX.length())
            : "";
  }

  boolean isOfDefaultServlet() {
    return ofDefaultServlet;
  }

  /** Returns the route of a template that is relative to the servlet's path, as in Spring. */
  RouteSeries inServlet(String template) {
    return find(servletRoutes, servletPath, template);
  }

  /** Returns the route of a template that is relative to the context path. */
  RouteSeries inContext(String template) {
    return find(contextRoutes, "", template);
  }

  private RouteSeries find(
      ConcurrentHashMap<String, RouteSeries> known, String prefix, String template) {
    RouteSeries route = known.get(template);
    if (route == null) {
      String slash = template.startsWith("/") ? "" : "/";
      route = meter.route(contextPath + prefix + slash + template);
      if (!meter.isOverflow(route)) {
        known.put(template, route);
      }
    }
    return route;
  }
}
