package io.github.servletexporter.filter.route;

import io.github.servletexporter.filter.meter.RouteSeries;
import org.jspecify.annotations.Nullable;

/**
 * Route of a servlet mapping.
 *
 * @param route the route that applies if no template is known
 * @param templates the routes of the templates below the mapping, or null if a rule has fixed the
 *     route
 * @param page servlet-exporter's own page behind the mapping, or null
 */
public record RouteMapping(
    RouteSeries route, @Nullable RouteTemplates templates, @Nullable OwnPage page) {

  /** Returns whether this is the mapping of the requests that match no other. */
  public boolean isOfDefaultServlet() {
    return templates != null && templates.isOfDefaultServlet();
  }

  /** Returns whether a rule has fixed the route. */
  public boolean isFixed() {
    return templates == null;
  }
}
