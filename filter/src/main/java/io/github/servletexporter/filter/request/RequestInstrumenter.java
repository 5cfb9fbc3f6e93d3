package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.body.BodySizes;
import io.github.servletexporter.filter.failure.Failures;
import io.github.servletexporter.filter.failure.Failures.Origin;
import io.github.servletexporter.filter.guard.Admission;
import io.github.servletexporter.filter.guard.Refusal;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.route.OwnPage;
import io.github.servletexporter.filter.route.RouteMapping;
import io.github.servletexporter.filter.route.RouteResolver;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instrumentation that follows each request of a web application from the filter to its end: it
 * admits the request, marks its worker busy, and records the request exactly once, on whichever
 * thread it ends.
 *
 * <p>Thread-safe; there is one for each web application. The REQUEST dispatch owns a request; other
 * dispatches only add the exceptions that leave them or that they show. A failure of the
 * instrumentation never affects the request, and exceptions of the chain pass through unchanged.
 */
public final class RequestInstrumenter implements Instrumentation {

  private final Ticker ticker;
  private final WorkerTable workers;
  private final HttpMethods methods;
  private final RouteResolver routes;
  private final RequestRecorder recorder;
  private final Instruments instruments;
  private final Admission admission;
  private final BodySizes sizes;
  private final Redispatches redispatches;

  /** Creates the instrumenter of a web application. */
  public RequestInstrumenter(FilterSettings settings, Ticker ticker) {
    RequestMeter meter = new RequestMeter(settings.meter());
    InternalErrors errors = new InternalErrors(meter, ticker, settings.webApp());
    this.methods = meter.methods();
    this.routes = new RouteResolver(settings.routeSources(), meter, errors);
    RequestTraces traces = new RequestTraces(settings.webApp());
    RouteSettlement settlement = new RouteSettlement(routes, traces);
    ExceptionRecorder exceptions = new ExceptionRecorder(settings, meter, traces, errors);
    this.ticker = ticker;
    this.workers = new WorkerTable(settings.supervision().workers(), errors.of(Component.WORKER));
    this.sizes = new BodySizes(settings.sizes());
    this.recorder = new RequestRecorder(settings, meter, settlement, traces, exceptions, ticker);
    this.instruments =
        new Instruments(
            meter,
            new ActiveRequests(workers, meter, ticker),
            routes,
            settlement,
            traces,
            recorder,
            exceptions,
            errors);
    this.admission = new Admission(settings.guardSettings(), meter, errors);
    this.redispatches = new Redispatches(instruments);
  }

  /**
   * Counts requests that the container has refused for their framing.
   *
   * @param violation the value of the label {@code violation}
   * @param count the number of requests
   */
  public void refusedByContainer(String violation, long count) {
    instruments.meter().framingViolations(count, violation, "container");
  }

  /** Returns the meter of all metrics that are recorded per request. */
  public RequestMeter requests() {
    return instruments.meter();
  }

  /** Returns the number of requests in flight for a scrape. */
  public GaugeSnapshot activeRequests() {
    return instruments.active().collect();
  }

  /** Returns the workers of the web application. */
  public WorkerTable workers() {
    return workers;
  }

  /** Returns the requests in flight, including asynchronous ones. */
  public List<RunningRequest> running() {
    return instruments.active().running();
  }

  /** Refuses every new request from now on, because the web application is about to stop. */
  public void drain() {
    admission.drain();
  }

  /** Returns the failures inside servlet-exporter. */
  public InternalErrors errors() {
    return instruments.errors();
  }

  @Override
  public void handled(HttpServletRequest request, Throwable exception) {
    redispatches.handled(request, exception);
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DispatcherType type = request.getDispatcherType();
    if (type == DispatcherType.REQUEST) {
      owned(request, response, chain);
    } else if (type == DispatcherType.ASYNC || type == DispatcherType.ERROR) {
      redispatches.follow(request, response, chain);
    } else if (type == DispatcherType.FORWARD) {
      redispatches.forward(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void owned(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    WorkerSlot slot = begin(request);
    if (slot == null) {
      chain.doFilter(request, response);
      return;
    }
    RouteMapping mapping = routes.mapping(request);
    slot.route(mapping.route().number());
    Refusal refusal = admission.refusal(slot, mapping.route(), request, response);
    if (refusal != null) {
      refused(slot, mapping, request, response, refusal);
      return;
    }
    HttpServletRequest incoming = request;
    HttpServletResponse outgoing = response;
    try {
      if (sizes.wraps()) {
        outgoing = sizes.wrap(response);
        incoming = sizes.wrap(request, outgoing);
      }
      OwnPage page = mapping.page();
      if (page == null) {
        chain.doFilter(incoming, outgoing);
      } else {
        page.serve(incoming, outgoing, chain);
      }
    } catch (Throwable failure) {
      end(slot, mapping, incoming, outgoing, failure);
      throw failure;
    }
    end(slot, mapping, incoming, outgoing, null);
  }

  /**
   * Returns the worker's slot, or null when another MetricsFilter further out owns the request
   * already.
   */
  private @Nullable WorkerSlot begin(HttpServletRequest request) {
    try {
      // Calls that can fail come first: the slot of a virtual thread has to be released again.
      int method = methods.indexOf(request.getMethod());
      long startNanos = ticker.nanos();
      WorkerSlot slot = workers.current(startNanos);
      if (slot.isBusy()) {
        return null;
      }
      slot.begin(method, startNanos);
      return slot;
    } catch (Throwable e) {
      errors().caught(Component.REQUEST, e);
      return null;
    }
  }

  private void refused(
      WorkerSlot slot,
      RouteMapping mapping,
      HttpServletRequest request,
      HttpServletResponse response,
      Refusal refusal) {
    long nanos = 0;
    try {
      String errorType = refusal.errorType();
      int status = response.getStatus();
      nanos = recorder.ended(slot, mapping, request, response, status, errorType);
    } catch (Throwable e) {
      errors().caught(Component.REQUEST, e);
    } finally {
      workers.end(slot, nanos, false);
    }
  }

  // Five parameters and no record: this runs for every request and must not allocate.
  private void end(
      WorkerSlot slot,
      RouteMapping mapping,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Throwable failure) {
    long nanos = 0;
    boolean failed = false;
    try {
      Origin origin = failure == null ? null : Failures.origin(failure);
      failed = origin == Origin.APPLICATION;
      if (request.isAsyncStarted()) {
        nanos = ticker.nanos() - slot.startNanos();
        new AsyncRequest(instruments, slot, mapping, request, response).leaveWorker(failure);
      } else if (failure != null && origin != null) {
        nanos = recorder.failed(slot, mapping, request, response, failure, origin);
      } else {
        nanos = recorder.ended(slot, mapping, request, response);
        failed = instruments.exceptions().isUncaught(request, response);
      }
    } catch (Throwable e) {
      errors().caught(Component.REQUEST, e);
    } finally {
      workers.end(slot, nanos, failed);
    }
  }
}
