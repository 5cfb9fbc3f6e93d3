package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.request.ExceptionListener.UncaughtException;
import io.github.servletexporter.filter.meter.HttpMethods;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells the listener of uncaught exceptions, and keeps its failures away from the request.
 * Thread-safe.
 */
final class UncaughtExceptions {

  private static final String TRACE_PARENT = "traceparent";

  private final ExceptionListener listener;
  private final InternalErrors errors;

  UncaughtExceptions(ExceptionListener listener, InternalErrors errors) {
    this.listener = listener;
    this.errors = errors;
  }

  /** Tells of an exception; throws nothing. */
  void tell(Throwable exception, HttpServletRequest request, String route, int status) {
    try {
      String method = HttpMethods.label(HttpMethods.indexOf(request.getMethod()));
      String traceParent = request.getHeader(TRACE_PARENT);
      listener.uncaught(new UncaughtException(exception, method, route, status, traceParent));
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.REQUEST, e);
    }
  }
}
