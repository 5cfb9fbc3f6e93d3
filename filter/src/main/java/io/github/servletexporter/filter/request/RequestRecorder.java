package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.body.BodySizes;
import io.github.servletexporter.filter.guard.FramingViolation;
import io.github.servletexporter.filter.meter.ErrorTypes;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import io.github.servletexporter.filter.request.ExceptionListener.UncaughtException;
import io.github.servletexporter.filter.request.Failures.Origin;
import io.github.servletexporter.filter.worker.RequestInFlight;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Recorder of ended requests, synchronous and asynchronous.
 *
 * <p>Thread-safe. Allocates nothing for a request that ends without an exception.
 */
final class RequestRecorder {

  private static final String COUNTED = "io.github.servletexporter.counted-exception.";
  private static final String UNCAUGHT = "io.github.servletexporter.uncaught-exception.";
  private static final String REJECTED = "rejected";
  private static final String TRACE_PARENT = "traceparent";

  private final RequestMeter meter;
  private final RouteResolver routes;
  private final BodySizes sizes;
  private final Ticker ticker;
  private final String[] handledExceptionAttributes;
  private final String[] failureAttributes;
  private final ExceptionListener exceptions;
  private final InternalErrors errors;

  /**
   * Name of the request attribute that holds the exception that was counted last, so that it is
   * counted once. The name contains the context path, because a request that crosses web
   * applications is counted in each of them.
   */
  private final String counted;

  /** Name of the request attribute that holds an uncaught exception that has not left the chain. */
  private final String uncaught;

  RequestRecorder(
      FilterSettings settings,
      RequestMeter meter,
      RouteResolver routes,
      InternalErrors errors,
      Ticker ticker) {
    this.meter = meter;
    this.routes = routes;
    this.sizes = new BodySizes(settings.sizes());
    this.ticker = ticker;
    this.counted = COUNTED + settings.webApp().contextPath();
    this.uncaught = UNCAUGHT + settings.webApp().contextPath();
    this.exceptions = settings.supervision().exceptions();
    this.errors = errors;
    meter.initializeFramingViolation(FramingViolation.CHUNKED_INVALID.label(), REJECTED);
    this.handledExceptionAttributes = settings.frameworks().exceptions().toArray(new String[0]);
    this.failureAttributes = settings.frameworks().failures().toArray(new String[0]);
  }

  /** Records a request that ended without an exception; returns its duration in nanoseconds. */
  long ended(
      RequestInFlight inFlight,
      RouteResolver.Mapping mapping,
      HttpServletRequest request,
      HttpServletResponse response) {
    int status = response.getStatus();
    return ended(inFlight, mapping, request, response, status, ErrorTypes.ofStatus(status));
  }

  /**
   * Records a request that ended with a status and an error type.
   *
   * @param inFlight the request's method and start
   * @param mapping the route as far as it was known before the chain
   * @param status the status that the client receives
   * @param errorType a value of {@link ErrorTypes}, which applies unless the application has
   *     handled a fault of the client
   * @return the duration in nanoseconds
   */
  // Six parameters and no record: this runs for every request and must not allocate. It stays below
  // the size up to which the JIT compiler inlines a hot method (325 bytes of bytecode).
  long ended(
      RequestInFlight inFlight,
      RouteResolver.Mapping mapping,
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String errorType) {
    long nanos = ticker.nanos() - inFlight.startNanos();
    RouteSeries route = routes.route(mapping, request, status);
    recordTraces(request, response, route.label(), status);
    meter
        .duration(route, inFlight.method(), status, withTracedException(request, errorType))
        .observe(inFlight.stripe(), nanos);
    recordSizes(inFlight, request, response, route, status, errorType);
    return nanos;
  }

  /** Counts the exceptions that the application and its frameworks have left in attributes. */
  private void recordTraces(
      HttpServletRequest request, HttpServletResponse response, String route, int status) {
    for (String attribute : handledExceptionAttributes) {
      if (request.getAttribute(attribute) instanceof Throwable handled
          && !Failures.isTimeoutOfContainer(handled)) {
        handled(request, route, handled, response.isCommitted());
      }
    }
    for (String attribute : failureAttributes) {
      if (request.getAttribute(attribute) instanceof Throwable failure) {
        swallowed(request, response, route, failure, status);
      }
    }
  }

  private void recordSizes(
      RequestInFlight inFlight,
      HttpServletRequest request,
      HttpServletResponse response,
      RouteSeries route,
      int status,
      String errorType) {
    int method = inFlight.method();
    int stripe = inFlight.stripe();
    long requestBytes = sizes.ofRequest(request);
    if (requestBytes >= 0) {
      meter.requestSize(route, method, status).observe(stripe, requestBytes);
    }
    boolean replaced = isFailure(errorType) || FailureStatus.isReplacedByTomcat(response, status);
    boolean head =
        meter.methods().mayBeHead(method) && HttpMethods.HEAD.equals(request.getMethod());
    long responseBytes =
        head ? BodySizes.UNKNOWN : sizes.ofResponse(request, response, status, replaced);
    if (responseBytes >= 0) {
      meter.responseSize(route, method, status).observe(stripe, responseBytes);
    }
  }

  private static boolean isFailure(String errorType) {
    return !ErrorTypes.isOfStatus(errorType) && !errorType.equals(ErrorTypes.CLIENT_ABORT);
  }

  /**
   * Returns the error type of a request that an exception has not left: the uncaught exception that
   * a filter has replaced by an error page, or the last handled exception if the client caused it,
   * because frameworks turn such an exception into any response.
   */
  private String withTracedException(HttpServletRequest request, String errorType) {
    if (ErrorTypes.isOfStatus(errorType) && request.getAttribute(counted) instanceof Throwable e) {
      if (request.getAttribute(uncaught) instanceof Throwable exception) {
        return Failures.errorType(exception, Failures.origin(exception), 0);
      }
      Origin origin = Failures.origin(e);
      boolean faultOfClient = origin == Origin.CLIENT_ABORT || origin == Origin.INVALID_CHUNK;
      return faultOfClient ? Failures.errorType(e, origin, 0) : errorType;
    }
    return errorType;
  }

  /**
   * Counts and reports an exception that a filter has replaced by an error page, after it had left
   * the application's servlet, and makes it the error type of the request.
   */
  void replaced(
      HttpServletRequest request, HttpServletResponse response, String route, Throwable failure) {
    countFailure(request, response, route, failure, Failures.origin(failure));
    request.setAttribute(uncaught, failure);
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
    Object last = request.getAttribute(counted);
    boolean known = last != null && Failures.isSameOrCausedBy(failure, last);
    if (status < HttpServletResponse.SC_MULTIPLE_CHOICES && !known) {
      replaced(request, response, route, failure);
    }
  }

  /** Returns whether a request that no exception has left failed with an uncaught exception. */
  boolean isUncaught(HttpServletRequest request, HttpServletResponse response) {
    return response.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
        && request.getAttribute(uncaught) instanceof Throwable exception
        && Failures.origin(exception) == Origin.APPLICATION;
  }

  /**
   * Records a request that ended on its worker with an exception that left the chain; returns its
   * duration in nanoseconds.
   */
  long failed(
      RequestInFlight inFlight,
      RouteResolver.Mapping mapping,
      HttpServletRequest request,
      HttpServletResponse response,
      Throwable failure,
      Origin origin) {
    int status = FailureStatus.of(failure, origin, response);
    String route = routes.route(mapping, request, status).label();
    countFailure(request, response, route, failure, origin);
    String errorType = Failures.errorType(failure, origin, status);
    return ended(inFlight, mapping, request, response, status, errorType);
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
      String traceParent = request.getHeader(TRACE_PARENT);
      exceptions.uncaught(new UncaughtException(exception, method, route, status, traceParent));
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.REQUEST, e);
    }
  }

  private boolean isNew(HttpServletRequest request, Throwable exception) {
    if (request.getAttribute(counted) instanceof Throwable last
        && Failures.isSameFailure(exception, last)) {
      return false;
    }
    request.setAttribute(counted, Failures.unwrapped(exception));
    return true;
  }
}
