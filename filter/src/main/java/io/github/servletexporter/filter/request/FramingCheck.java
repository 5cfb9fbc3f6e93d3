package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.guard.FramingGuard;
import io.github.servletexporter.filter.guard.FramingMode;
import io.github.servletexporter.filter.guard.FramingViolation;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Counts ambiguous framing and, in a rejecting mode, answers in the application's place. */
final class FramingCheck {

  private static final String OBSERVED = "observed";
  private static final String REJECTED = "rejected";

  private final @Nullable FramingGuard guard;
  private final boolean rejects;
  private final RequestMeter meter;
  private final InternalErrors errors;
  private final Rejections rejections;

  private FramingCheck(
      @Nullable FramingGuard guard,
      boolean rejects,
      RequestMeter meter,
      InternalErrors errors,
      Rejections rejections) {
    this.guard = guard;
    this.rejects = rejects;
    this.meter = meter;
    this.errors = errors;
    this.rejections = rejections;
  }

  static FramingCheck of(
      FramingMode mode, RequestMeter meter, InternalErrors errors, Rejections rejections) {
    boolean rejects = mode == FramingMode.REJECT || mode == FramingMode.STRICT;
    for (FramingViolation violation : FramingViolation.values()) {
      if (mode != FramingMode.OFF) {
        meter.initializeFramingViolation(violation.label(), rejects ? REJECTED : OBSERVED);
      }
    }
    return switch (mode) {
      case OFF -> new FramingCheck(null, false, meter, errors, rejections);
      case STRICT -> new FramingCheck(FramingGuard.strict(), true, meter, errors, rejections);
      case REJECT, OBSERVE ->
          new FramingCheck(FramingGuard.standard(), rejects, meter, errors, rejections);
    };
  }

  /**
   * Returns whether the request was answered here, and must not go on. It does not go on either
   * when the answer can't be written. Throws nothing.
   */
  boolean refuses(HttpServletRequest request, HttpServletResponse response, RouteSeries route) {
    FramingViolation violation = inspect(request);
    if (violation == null) {
      return false;
    }
    try {
      meter.framingViolation(violation.label(), rejects ? REJECTED : OBSERVED);
      if (rejects) {
        Refusal.write(
            response,
            violation.status(),
            "ambiguous message framing (" + violation.label() + ")",
            Refusal.CLOSE);
        rejections.tell(
            RejectionListener.Kind.FRAMING, violation.label(), violation.status(), request, route);
      }
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
    }
    return rejects;
  }

  private @Nullable FramingViolation inspect(HttpServletRequest request) {
    try {
      return guard == null ? null : guard.inspect(request);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
      return null;
    }
  }
}
