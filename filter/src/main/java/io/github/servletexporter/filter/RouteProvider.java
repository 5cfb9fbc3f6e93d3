package io.github.servletexporter.filter;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Names the route template of a request for a framework that we do not know: a service provider
 * interface, found with {@link java.util.ServiceLoader} in the web application's class loader.
 *
 * <p>Implementations are thread-safe and quick: they are asked once for every request, after the
 * application has handled it. What they throw is counted and logged, never passed on.
 */
@FunctionalInterface
public interface RouteProvider {

  /**
   * Returns the template that the request matched, such as {@code /users/{id}}.
   *
   * @param request the container's request
   * @return a template relative to the context path, from a bounded set and never the raw path; or
   *     null when this provider does not know
   */
  @Nullable String route(HttpServletRequest request);
}
