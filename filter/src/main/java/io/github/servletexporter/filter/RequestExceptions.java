package io.github.servletexporter.filter;

import io.github.servletexporter.filter.request.Instrumentation;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Reports of exceptions that an application has handled, which the filter cannot see. Thread-safe.
 */
public final class RequestExceptions {

  private RequestExceptions() {}

  /**
   * Counts an exception as handled, once. Does nothing in an application without servlet-exporter.
   *
   * @param request the request that the exception belongs to
   * @param exception the exception that was caught
   */
  public static void record(HttpServletRequest request, Throwable exception) {
    Object attribute = request.getServletContext().getAttribute(Instrumentation.ATTRIBUTE);
    if (attribute instanceof Instrumentation instrumentation) {
      instrumentation.handled(request, exception);
    }
  }
}
