package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import io.github.servletexporter.filter.worker.WorkerSlot;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Decides whether a request goes on to the application. Thread-safe.
 *
 * <p>Framing comes first: what is ambiguous must not be answered in a way that keeps the connection
 * open, whatever else there is to say of it.
 */
final class Admission {

  private final FramingCheck framing;
  private final DrainCheck drain;
  private final QueueCheck queue;
  private final boolean closesOnOvershoot;
  private final InternalErrors errors;

  Admission(FilterSettings settings, RequestMeter meter, InternalErrors errors) {
    Supervision supervision = settings.supervision();
    Rejections rejections = new Rejections(supervision.rejections(), errors);
    this.framing = FramingCheck.of(settings.framing(), meter, errors, rejections);
    this.drain = new DrainCheck(errors, rejections);
    this.queue = QueueCheck.of(supervision.deadline(), meter, errors, rejections);
    this.closesOnOvershoot = supervision.closeOnOvershoot();
    this.errors = errors;
  }

  /** Refuses every new request from now on. */
  void drain() {
    drain.start();
  }

  /** Returns whether the request was answered here, and must not go on. Throws nothing. */
  boolean refuses(
      WorkerSlot slot,
      RouteSeries route,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (slot.isDue() && closesOnOvershoot) {
      closeConnection(request, response);
    }
    return framing.refuses(request, response, route)
        || drain.refuses(request, response, route)
        || queue.refuses(request, response, slot.stripe(), route);
  }

  /**
   * Lets no request follow on a connection whose worker is to end: the container serves what is
   * pipelined on one connection in one job.
   */
  private void closeConnection(HttpServletRequest request, HttpServletResponse response) {
    try {
      if (Refusal.hasConnectionField(request.getProtocol())) {
        response.setHeader("Connection", "close");
      }
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.WORKER, e);
    }
  }
}
