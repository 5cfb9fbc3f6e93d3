package io.github.servletexporter.filter;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Service that names the route template of a request for a framework that servlet-exporter does not
 * support. Providers are found with {@link java.util.ServiceLoader} in the web application's class
 * loader.
 *
 * <p>Implementations are thread-safe and fast: they are called once for every request, after the
 * application has handled it. An exception is counted and logged, but does not affect the request.
 */
@FunctionalInterface
public interface RouteProvider {

  /**
   * Returns the template that a request has matched, such as {@code /users/{id}}.
   *
   * @param request the container's request
   * @return a template relative to the context path, from a bounded set and never the raw path; or
   *     null if this provider cannot determine the route
   */
  @Nullable String route(HttpServletRequest request);
}
