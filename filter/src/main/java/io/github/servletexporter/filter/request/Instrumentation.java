package io.github.servletexporter.filter.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What the filter does with one pass of a request through the chain.
 *
 * <p>The listener leaves one in the {@link jakarta.servlet.ServletContext} under {@link
 * #ATTRIBUTE}; the filter takes it from there. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Instrumentation {

  /** Name of the servlet context attribute under which the filter finds its instrumentation. */
  String ATTRIBUTE = "io.github.servletexporter.instrumentation";

  /**
   * Name of the request attribute in which an application leaves the route template of a request,
   * such as {@code /users/{id}}, relative to the context path.
   */
  String ROUTE_ATTRIBUTE = "io.github.servletexporter.route";

  /**
   * Name of the servlet context attribute that is present when the listener has checked the
   * filter's registration at start, its place in the chain included: the first request need not be
   * checked again.
   */
  String PLACEMENT_CHECKED = "io.github.servletexporter.placement-checked";

  /**
   * Passes the request on, or refuses it.
   *
   * @param request the container's request
   * @param response the container's response
   * @param chain the rest of the chain, called at most once
   * @throws IOException the chain's own, untouched
   * @throws ServletException the chain's own, untouched
   */
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException;

  /**
   * Counts an exception that the application has handled, once. Throws nothing.
   *
   * @param request the request that the exception belongs to
   * @param exception the handled exception
   */
  default void handled(HttpServletRequest request, Throwable exception) {}

  /** Returns the instrumentation that does nothing: for {@code enabled=false}. */
  static Instrumentation disabled() {
    return (request, response, chain) -> chain.doFilter(request, response);
  }
}
