package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.WebApp;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** The traces of a web application's requests, each in an attribute of its request. Thread-safe. */
final class RequestTraces {

  private static final String TRACE = "io.github.servletexporter.trace.";

  /**
   * Name of the request attribute. It contains the context path, because a request that is
   * forwarded to another web application is counted in each of them.
   */
  private final String attribute;

  RequestTraces(WebApp webApp) {
    attribute = TRACE + webApp.contextPath();
  }

  /** Returns the trace of a request, or null if it has none. */
  @Nullable RequestTrace find(ServletRequest request) {
    return request.getAttribute(attribute) instanceof RequestTrace trace ? trace : null;
  }

  /** Returns the trace of a request, and adds one if it has none. */
  RequestTrace of(ServletRequest request) {
    RequestTrace known = find(request);
    if (known != null) {
      return known;
    }
    RequestTrace trace = new RequestTrace();
    request.setAttribute(attribute, trace);
    return trace;
  }
}
