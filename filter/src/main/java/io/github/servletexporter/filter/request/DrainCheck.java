package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.RouteSeries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Refuses new requests once the web application is about to stop.
 *
 * <p>Thread-safe; costs one read until then.
 */
final class DrainCheck {

  /** Another instance answers at once, and a redeployment takes seconds. */
  private static final String RETRY_AFTER_SECONDS = "5";

  private final InternalErrors errors;
  private final Rejections rejections;
  private volatile boolean draining;

  DrainCheck(InternalErrors errors, Rejections rejections) {
    this.errors = errors;
    this.rejections = rejections;
  }

  /** From now on every new request is refused. */
  void start() {
    draining = true;
  }

  /** Returns whether the request was answered here, and must not go on. Throws nothing. */
  boolean refuses(HttpServletRequest request, HttpServletResponse response, RouteSeries route) {
    if (draining) {
      refuse(request, response, route);
      return true;
    }
    return false;
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, RouteSeries route) {
    try {
      int status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      Refusal.write(
          response,
          status,
          "the application is about to stop",
          Refusal.hasConnectionField(request.getProtocol()));
      rejections.tell(RejectionListener.Kind.DRAIN, "", status, request, route);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
    }
  }
}
