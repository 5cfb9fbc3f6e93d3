package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.failure.ExceptionListener;
import io.github.servletexporter.filter.failure.ExceptionListener.UncaughtException;
import io.github.servletexporter.filter.failure.FailureStatus;
import io.github.servletexporter.filter.failure.Failures;
import io.github.servletexporter.filter.failure.Failures.Origin;
import io.github.servletexporter.filter.guard.FramingViolation;
import io.github.servletexporter.filter.meter.ErrorTypes;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.RequestMeter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Recorder of the exceptions of requests: those that leave the chain, those that a filter has
 * replaced by an error page, and those that were handled. Each is counted once.
 *
 * <p>Thread-safe. Allocates nothing for a request without an exception.
 */
final class ExceptionRecorder {

  private static final String REJECTED = "rejected";

  private final RequestMeter meter;
  private final RequestTraces traces;
  private final String[] handledAttributes;
  private final String[] failureAttributes;
  private final ExceptionListener listener;
  private final InternalErrors errors;

  ExceptionRecorder(
      FilterSettings settings, RequestMeter meter, RequestTraces traces, InternalErrors errors) {
    this.meter = meter;
    this.traces = traces;
    this.handledAttributes = settings.frameworks().exceptions().toArray(new String[0]);
    this.failureAttributes = settings.frameworks().failures().toArray(new String[0]);
    this.listener = settings.supervision().exceptions();
    this.errors = errors;
    meter.initializeFramingViolation(FramingViolation.CHUNKED_INVALID.label(), REJECTED);
  }

  /**
   * Counts the exceptions that the application and its frameworks have left in attributes. Returns
   * whether there are any.
   */
  boolean countLeft(
      HttpServletRequest request, HttpServletResponse response, String route, int status) {
    boolean found = false;
    for (String attribute : handledAttributes) {
      if (request.getAttribute(attribute) instanceof Throwable handled
          && !Failures.isTimeoutOfContainer(handled)) {
        handled(request, route, handled, response.isCommitted());
        found = true;
      }
    }
    for (String attribute : failureAttributes) {
      if (request.getAttribute(attribute) instanceof Throwable failure) {
        swallowed(request, response, route, failure, status);
        found = true;
      }
    }
    return found;
  }

  /**
   * Returns the error type of a request that an exception has not left: the uncaught exception that
   * a filter has replaced by an error page, or the last handled exception if the client caused it,
   * because frameworks turn such an exception into any response.
   */
  static String errorType(RequestTrace trace, String errorType) {
    Throwable counted = trace.counted();
    if (counted == null || !ErrorTypes.isOfStatus(errorType)) {
      return errorType;
    }
    Throwable uncaught = trace.uncaught();
    if (uncaught != null) {
      return Failures.errorType(uncaught, Failures.origin(uncaught), 0);
    }
    Origin origin = Failures.origin(counted);
    boolean faultOfClient = origin == Origin.CLIENT_ABORT || origin == Origin.INVALID_CHUNK;
    return faultOfClient ? Failures.errorType(counted, origin, 0) : errorType;
  }

  /**
   * Counts and reports an exception that a filter has replaced by an error page, after it had left
   * the application's servlet, and makes it the error type of the request.
   */
  void replaced(
      HttpServletRequest request, HttpServletResponse response, String route, Throwable failure) {
    countFailure(request, response, route, failure, Failures.origin(failure));
    traces.of(request).uncaught(failure);
  }

  /**
   * Records an exception that has left the servlet, although the client has received a success: the
   * response was committed, and a filter has swallowed the exception, as that of Spring Boot does
   * in a war. Does nothing if the exception was counted otherwise.
   */
  private void swallowed(
      HttpServletRequest request,
      HttpServletResponse response,
      String route,
      Throwable failure,
      int status) {
    RequestTrace trace = traces.find(request);
    Throwable last = trace == null ? null : trace.counted();
    boolean known = last != null && Failures.isSameOrCausedBy(failure, last);
    if (status < HttpServletResponse.SC_MULTIPLE_CHOICES && !known) {
      replaced(request, response, route, failure);
    }
  }

  /** Returns whether a request that no exception has left failed with an uncaught exception. */
  boolean isUncaught(HttpServletRequest request, HttpServletResponse response) {
    if (response.getStatus() < HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
      return false;
    }
    RequestTrace trace = traces.find(request);
    Throwable exception = trace == null ? null : trace.uncaught();
    return exception != null && Failures.origin(exception) == Origin.APPLICATION;
  }

  /**
   * Counts an exception that left the chain, or the client abort that caused it, and reports it.
   * Does nothing if it is the exception that was counted last.
   */
  void countFailure(
      HttpServletRequest request,
      HttpServletResponse response,
      String route,
      Throwable failure,
      Origin origin) {
    if (origin == Origin.CLIENT_ERROR || !isNew(request, failure)) {
      return; // The status already shows a malformed body.
    }
    if (origin == Origin.APPLICATION) {
      Throwable exception = Failures.unwrapped(failure);
      meter.exception(exception, route, false);
      report(exception, request, route, FailureStatus.of(failure, origin, response));
    } else {
      countFaultOfClient(route, failure, origin, response.isCommitted());
    }
  }

  /**
   * Counts an exception that was handled, or the fault of the client that caused it, unless it is
   * the exception that was counted last.
   *
   * @param committed whether the response was committed
   */
  void handled(HttpServletRequest request, String route, Throwable exception, boolean committed) {
    if (!isNew(request, exception)) {
      return;
    }
    Origin origin = Failures.origin(exception);
    if (origin == Origin.CLIENT_ABORT || origin == Origin.INVALID_CHUNK) {
      countFaultOfClient(route, exception, origin, committed);
    } else {
      meter.exception(Failures.unwrapped(exception), route, true);
    }
  }

  private void countFaultOfClient(
      String route, Throwable failure, Origin origin, boolean committed) {
    if (origin == Origin.CLIENT_ABORT) {
      meter.clientAbort(route, Failures.abortPhase(failure, committed));
    } else {
      meter.framingViolation(FramingViolation.CHUNKED_INVALID.label(), REJECTED);
    }
  }

  /** Reports an uncaught exception to the listener. Throws nothing. */
  private void report(Throwable exception, HttpServletRequest request, String route, int status) {
    try {
      String method = meter.methods().labelOf(request.getMethod());
      String traceParent = request.getHeader(TraceSource.TRACE_PARENT);
      listener.uncaught(new UncaughtException(exception, method, route, status, traceParent));
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.REQUEST, e);
    }
  }

  private boolean isNew(HttpServletRequest request, Throwable exception) {
    RequestTrace trace = traces.of(request);
    Throwable last = trace.counted();
    if (last != null && Failures.isSameFailure(exception, last)) {
      return false;
    }
    trace.counted(Failures.unwrapped(exception));
    return true;
  }
}
