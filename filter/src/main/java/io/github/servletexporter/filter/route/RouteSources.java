package io.github.servletexporter.filter.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sources of the routes of a web application.
 *
 * @param contextPath the context path, with which route labels start
 * @param rules the configured route templates
 * @param frameworkAttributes names of the request attributes that hold the template of a framework
 * @param providers functions from a request to its route template or null, called in this order
 * @param upgrades returns the path template of the endpoint that a request was upgraded to, or null
 * @param pages returns servlet-exporter's page that a servlet class has, or null
 */
public record RouteSources(
    String contextPath,
    RouteRules rules,
    List<String> frameworkAttributes,
    List<Function<HttpServletRequest, @Nullable String>> providers,
    Function<HttpServletRequest, @Nullable String> upgrades,
    Function<String, @Nullable OwnPage> pages) {

  /** Copies the lists. */
  public RouteSources {
    frameworkAttributes = List.copyOf(frameworkAttributes);
    providers = List.copyOf(providers);
  }
}
