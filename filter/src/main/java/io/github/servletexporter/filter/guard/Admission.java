package io.github.servletexporter.filter.guard;

import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.worker.WorkerSlot;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guards of a web application, in the order in which they see a request. The first guard that
 * refuses a request answers it.
 *
 * <p>Thread-safe. Framing comes first: an ambiguous message must never be answered in a way that
 * keeps the connection open.
 */
public final class Admission {

  /** Guards of the application; an array, because iterating over a list allocates. */
  private final RequestGuard[] guards;

  private final DrainGuard drain = new DrainGuard();
  private final boolean closesOnOvershoot;
  private final HttpMethods methods;
  private final RejectionListener listener;
  private final InternalErrors errors;

  /** Creates the guards that the settings require. */
  public Admission(GuardSettings settings, RequestMeter meter, InternalErrors errors) {
    List<RequestGuard> active = new ArrayList<>();
    if (settings.framing() != FramingMode.OFF) {
      active.add(new FramingGuard(settings.framing(), meter, errors));
    }
    active.add(drain);
    if (!settings.deadline().isOff()) {
      active.add(new QueueGuard(settings.deadline(), settings.webApp(), meter));
    }
    this.guards = active.toArray(new RequestGuard[0]);
    this.closesOnOvershoot = settings.closeOnOvershoot();
    this.methods = meter.methods();
    this.listener = settings.rejections();
    this.errors = errors;
  }

  /** Refuses every new request from now on. */
  public void drain() {
    drain.start();
  }

  /**
   * Returns the refusal with which a guard has answered a request, or null if there is none. A
   * refused request must not reach the application, even if the response could not be written.
   * Throws nothing.
   */
  public @Nullable Refusal refusal(
      WorkerSlot slot,
      RouteSeries route,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (closesOnOvershoot && slot.isDue()) {
      closeConnection(request, response);
    }
    for (RequestGuard guard : guards) {
      Refusal refusal = inspect(guard, request, slot.writer());
      if (refusal != null) {
        answer(refusal, request, response, route);
        return refusal;
      }
    }
    return null;
  }

  private @Nullable Refusal inspect(RequestGuard guard, HttpServletRequest request, int writer) {
    try {
      return guard.inspect(request, writer);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
      return null;
    }
  }

  private void answer(
      Refusal refusal,
      HttpServletRequest request,
      HttpServletResponse response,
      RouteSeries route) {
    try {
      refusal.write(request, response);
      String method = methods.labelOf(request.getMethod());
      listener.rejected(refusal.kind(), refusal.detail(), refusal.status(), method, route.label());
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.GUARD, e);
    }
  }

  /**
   * Closes the connection of a request whose worker is due to end. Otherwise the worker would also
   * serve the requests that are pipelined on that connection, because the container handles them in
   * the same job.
   */
  private void closeConnection(HttpServletRequest request, HttpServletResponse response) {
    try {
      Refusal.closeConnection(request, response);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.WORKER, e);
    }
  }
}
