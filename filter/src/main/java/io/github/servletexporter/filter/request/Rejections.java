package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.RouteSeries;
import jakarta.servlet.http.HttpServletRequest;

/** Tells the listener of refused requests, and keeps its failures away from them. Thread-safe. */
final class Rejections {

  private final RejectionListener listener;
  private final InternalErrors errors;

  Rejections(RejectionListener listener, InternalErrors errors) {
    this.listener = listener;
    this.errors = errors;
  }

  /** Tells of a request; throws nothing. */
  void tell(
      RejectionListener.Kind kind,
      String detail,
      int status,
      HttpServletRequest request,
      RouteSeries route) {
    try {
      String method = HttpMethods.label(HttpMethods.indexOf(request.getMethod()));
      listener.rejected(kind, detail, status, method, route.label());
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
    }
  }
}
