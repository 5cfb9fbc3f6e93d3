package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.guard.DeadlineAction;
import io.github.servletexporter.filter.guard.DeadlineGuard;
import io.github.servletexporter.filter.meter.HistogramDataPoint;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;

/** Observes how long requests have waited and, when told so, refuses those that waited too long. */
final class QueueCheck {

  private static final String OBSERVED = "observed";
  private static final String SHED = "shed";

  private final DeadlineGuard guard;
  private final boolean sheds;
  private final RequestMeter meter;
  private final HistogramDataPoint waits;
  private final InternalErrors errors;
  private final Rejections rejections;

  private QueueCheck(
      DeadlineGuard guard,
      RequestMeter meter,
      HistogramDataPoint waits,
      InternalErrors errors,
      Rejections rejections) {
    this.guard = guard;
    this.sheds = guard.action() == DeadlineAction.SHED;
    this.meter = meter;
    this.waits = waits;
    this.errors = errors;
    this.rejections = rejections;
  }

  static QueueCheck of(
      DeadlineGuard guard, RequestMeter meter, InternalErrors errors, Rejections rejections) {
    HistogramDataPoint waits =
        guard.isOff()
            ? (stripe, raw) -> {}
            : meter.initializeQueue(guard.action() == DeadlineAction.SHED ? SHED : OBSERVED);
    return new QueueCheck(guard, meter, waits, errors, rejections);
  }

  /** Returns whether the request was answered here, and must not go on. Throws nothing. */
  boolean refuses(
      HttpServletRequest request, HttpServletResponse response, int stripe, RouteSeries route) {
    return !guard.isOff() && isRefused(request, response, stripe, route);
  }

  private boolean isRefused(
      HttpServletRequest request, HttpServletResponse response, int stripe, RouteSeries route) {
    boolean refused = false;
    try {
      long waitedMillis =
          guard.waitedMillis(request.getHeader(DeadlineGuard.FIELD), request.getRemoteAddr());
      if (waitedMillis == DeadlineGuard.UNKNOWN) {
        return false;
      }
      waits.observe(stripe, TimeUnit.MILLISECONDS.toNanos(waitedMillis));
      if (guard.isStale(waitedMillis)) {
        meter.staleRequest(sheds ? SHED : OBSERVED);
        refused = sheds;
        if (sheds) {
          int status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
          Refusal.write(response, status, "it has waited too long", !Refusal.CLOSE);
          rejections.tell(RejectionListener.Kind.DEADLINE, "", status, request, route);
        }
      }
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
    }
    return refused;
  }
}
