package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.body.BodySizes;
import io.github.servletexporter.filter.failure.FailureStatus;
import io.github.servletexporter.filter.failure.Failures;
import io.github.servletexporter.filter.failure.Failures.Origin;
import io.github.servletexporter.filter.meter.ErrorTypes;
import io.github.servletexporter.filter.meter.HistogramDataPoint;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import io.github.servletexporter.filter.route.OwnPage;
import io.github.servletexporter.filter.route.RouteMapping;
import io.github.servletexporter.filter.worker.RequestInFlight;
import io.prometheus.metrics.model.snapshots.Labels;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Recorder of ended requests, synchronous and asynchronous.
 *
 * <p>Thread-safe. Allocates nothing for a request that ends without an exception.
 */
final class RequestRecorder {

  /** Type of a stream of server-sent events, which lasts as long as its client wants. */
  private static final String EVENTS = "text/event-stream";

  private final RequestMeter meter;
  private final RouteSettlement routes;
  private final RequestTraces traces;
  private final BodySizes sizes;
  private final Ticker ticker;
  private final ExceptionRecorder exceptions;
  private final TraceSource exemplarTraces;
  private final boolean hasExemplars;
  private final SlowRequestListener slow;
  private final long slowNanos;

  RequestRecorder(
      FilterSettings settings,
      RequestMeter meter,
      RouteSettlement routes,
      RequestTraces traces,
      ExceptionRecorder exceptions,
      Ticker ticker) {
    this.meter = meter;
    this.routes = routes;
    this.traces = traces;
    this.sizes = new BodySizes(settings.sizes());
    this.ticker = ticker;
    this.exceptions = exceptions;
    this.exemplarTraces = settings.supervision().traces();
    this.hasExemplars = exemplarTraces != TraceSource.none();
    this.slow = settings.supervision().slow();
    this.slowNanos = slow.leastNanos();
  }

  /** Records a request that ended without an exception; returns its duration in nanoseconds. */
  long ended(
      RequestInFlight inFlight,
      RouteMapping mapping,
      HttpServletRequest request,
      HttpServletResponse response) {
    int status = response.getStatus();
    String errorType =
        status >= HttpServletResponse.SC_BAD_REQUEST
                && isRefused(inFlight, mapping, request, status)
            ? ErrorTypes.REFUSED
            : ErrorTypes.ofStatus(status);
    return ended(inFlight, mapping, request, response, status, errorType);
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
      RouteMapping mapping,
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String errorType) {
    long nanos = ticker.nanos() - inFlight.startNanos();
    RequestTrace trace = traces.find(request);
    RouteSeries route = routes.route(mapping, request, status, trace);
    if (exceptions.countLeft(request, response, route.label(), status)) {
      trace = traces.find(request);
    }
    String type = trace == null ? errorType : ExceptionRecorder.errorType(trace, errorType);
    HistogramDataPoint series = meter.duration(route, inFlight.method(), status, type);
    series.observe(inFlight.writer(), nanos);
    recordSizes(inFlight, request, response, route, status, errorType);
    if (hasExemplars) {
      addExemplar(series, nanos, inFlight.startNanos() + nanos, request);
    }
    if (nanos >= slowNanos) {
      reportSlow(inFlight, request, response, route, status, nanos);
    }
    return nanos;
  }

  private void addExemplar(
      HistogramDataPoint series, long nanos, long endNanos, HttpServletRequest request) {
    if (series.needsExemplar(nanos, endNanos)) {
      Labels trace = exemplarTraces.of(request);
      if (trace != null) {
        series.addExemplar(nanos, endNanos, trace);
      }
    }
  }

  /** Reports a request that has taken long, unless that was its purpose. */
  private void reportSlow(
      RequestInFlight inFlight,
      HttpServletRequest request,
      HttpServletResponse response,
      RouteSeries route,
      int status,
      long nanos) {
    String type = response.getContentType();
    if (status != HttpServletResponse.SC_SWITCHING_PROTOCOLS
        && (type == null || !type.startsWith(EVENTS))) {
      slow.ended(
          new SlowRequestListener.EndedRequest(
              meter.methods().label(inFlight.method()),
              route.label(),
              status,
              nanos,
              request.getHeader(TraceSource.TRACE_PARENT)));
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
    int writer = inFlight.writer();
    long requestBytes = sizes.ofRequest(request);
    if (requestBytes >= 0) {
      meter.requestSize(route, method, status).observe(writer, requestBytes);
    }
    boolean replaced = isFailure(errorType) || FailureStatus.isReplacedByTomcat(response, status);
    boolean head =
        meter.methods().mayBeHead(method) && HttpMethods.HEAD.equals(request.getMethod());
    long responseBytes =
        head ? BodySizes.UNKNOWN : sizes.ofResponse(request, response, status, replaced);
    if (responseBytes >= 0) {
      meter.responseSize(route, method, status).observe(writer, responseBytes);
    }
  }

  /**
   * Returns whether a failed request is no failure of the application: servlet-exporter itself has
   * refused to show one of its pages, or the method is one that no servlet implements.
   */
  private boolean isRefused(
      RequestInFlight inFlight, RouteMapping mapping, HttpServletRequest request, int status) {
    return mapping.page() == null
        ? status == HttpServletResponse.SC_NOT_IMPLEMENTED
            && inFlight.method() == meter.methods().other()
        : request.getAttribute(OwnPage.ANSWERED) != null;
  }

  private static boolean isFailure(String errorType) {
    return !ErrorTypes.isOfStatus(errorType)
        && !errorType.equals(ErrorTypes.CLIENT_ABORT)
        && !errorType.equals(ErrorTypes.REFUSED);
  }

  /**
   * Records a request that ended on its worker with an exception that left the chain; returns its
   * duration in nanoseconds.
   */
  long failed(
      RequestInFlight inFlight,
      RouteMapping mapping,
      HttpServletRequest request,
      HttpServletResponse response,
      Throwable failure,
      Origin origin) {
    int status = FailureStatus.of(failure, origin, response);
    String route = routes.route(mapping, request, status).label();
    exceptions.countFailure(request, response, route, failure, origin);
    String errorType = Failures.errorType(failure, origin, status);
    return ended(inFlight, mapping, request, response, status, errorType);
  }
}
