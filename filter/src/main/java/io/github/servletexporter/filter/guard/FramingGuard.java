package io.github.servletexporter.filter.guard;

import io.github.servletexporter.filter.guard.RejectionListener.Kind;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.setting.FramingMode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guard that counts requests with ambiguous framing and, in a rejecting mode, refuses them. */
public final class FramingGuard implements RequestGuard {

  private static final String OBSERVED = "observed";
  private static final String REJECTED = "rejected";

  private final FramingRules rules;
  private final Map<FramingViolation, Refusal> refusals;
  private final String action;
  private final RequestMeter meter;
  private final InternalErrors errors;

  /**
   * Creates the guard.
   *
   * @param mode any mode but {@link FramingMode#OFF}
   */
  public FramingGuard(FramingMode mode, RequestMeter meter, InternalErrors errors) {
    this.rules = mode == FramingMode.STRICT ? FramingRules.strict() : FramingRules.standard();
    this.refusals = mode == FramingMode.OBSERVE ? Map.of() : refusals();
    this.action = mode == FramingMode.OBSERVE ? OBSERVED : REJECTED;
    this.meter = meter;
    this.errors = errors;
    for (FramingViolation violation : inHeaders()) {
      meter.initializeFramingViolation(violation.label(), action);
    }
  }

  @Override
  public @Nullable Refusal inspect(HttpServletRequest request, int writer) {
    FramingViolation violation = rules.inspect(request);
    if (violation == null) {
      return null;
    }
    count(violation);
    return refusals.get(violation);
  }

  /** Counts a violation. The request is refused even if the counter fails. */
  private void count(FramingViolation violation) {
    try {
      meter.framingViolation(violation.label(), action);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
    }
  }

  private static Set<FramingViolation> inHeaders() {
    return EnumSet.complementOf(EnumSet.of(FramingViolation.CHUNKED_INVALID));
  }

  private static Map<FramingViolation, Refusal> refusals() {
    Map<FramingViolation, Refusal> refusals = new EnumMap<>(FramingViolation.class);
    for (FramingViolation violation : inHeaders()) {
      String reason = "ambiguous message framing (" + violation.label() + ")";
      refusals.put(
          violation,
          new Refusal(Kind.FRAMING, violation.label(), violation.status(), reason, true, 0));
    }
    return refusals;
  }
}
