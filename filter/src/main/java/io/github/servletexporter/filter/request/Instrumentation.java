package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.setting.FramingMode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Measurement of the requests that pass through the filter.
 *
 * <p>The listener stores an instance in the {@link jakarta.servlet.ServletContext} under {@link
 * #ATTRIBUTE}, where the filter finds it. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Instrumentation {

  /** Name of the servlet context attribute that holds the instrumentation of an application. */
  String ATTRIBUTE = "io.github.servletexporter.instrumentation";

  /**
   * Passes a request on to the chain or refuses it.
   *
   * @param request the container's request
   * @param response the container's response
   * @param chain the rest of the chain; called at most once
   * @throws IOException if the chain throws it; passed on unchanged
   * @throws ServletException if the chain throws it; passed on unchanged
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

  /** Returns an instrumentation that only passes requests on, for {@code enabled=false}. */
  static Instrumentation disabled() {
    return (request, response, chain) -> chain.doFilter(request, response);
  }

  /** Returns an instrumentation that only refuses requests with ambiguous framing. */
  static Instrumentation guarding(WebApp webApp, FramingMode mode) {
    return mode == FramingMode.OFF ? disabled() : new FramingOnly(webApp, mode);
  }
}
