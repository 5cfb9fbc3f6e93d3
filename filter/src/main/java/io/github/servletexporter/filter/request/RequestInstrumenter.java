package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.request.Failures.Origin;
import io.github.servletexporter.filter.request.InternalErrors.Component;
import io.github.servletexporter.filter.body.BodySizes;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows each request of a web application from the filter to its end: admits it, marks its worker
 * busy, and records it exactly once, on whichever thread it ends.
 *
 * <p>Thread-safe; one for each web application. The REQUEST dispatch owns the request, every other
 * dispatch only adds the exceptions that it throws. Nothing that fails in here reaches the request,
 * and the chain's own exceptions pass through untouched.
 */
public final class RequestInstrumenter implements Instrumentation {

  private final Ticker ticker;
  private final WorkerTable workers;
  private final ActiveRequests active;
  private final RequestMeter meter;
  private final InternalErrors errors;
  private final RouteResolver routes;
  private final RequestRecorder recorder;
  private final Admission admission;
  private final BodySizes sizes;

  /** Creates the instrumenter of a web application. */
  public RequestInstrumenter(FilterSettings settings, Ticker ticker) {
    this.ticker = ticker;
    this.meter = new RequestMeter(settings.meter());
    this.errors = new InternalErrors(meter, ticker, settings.webApp());
    Supervision supervision = settings.supervision();
    this.workers = new WorkerTable(supervision.workers(), e -> errors.caught(Component.WORKER, e));
    this.active = new ActiveRequests(workers, meter, ticker);
    this.routes = new RouteResolver(settings, meter, errors);
    this.recorder = new RequestRecorder(settings, meter, routes, errors, ticker);
    this.admission = new Admission(settings, meter, errors);
    this.sizes = recorder.sizes();
  }

  /** Returns the collector of everything that is counted by request. */
  public MultiCollector requests() {
    return meter;
  }

  /** Returns the collector of the requests in flight. */
  public Collector activeRequests() {
    return active;
  }

  /** Returns the workers of the web application. */
  public WorkerTable workers() {
    return workers;
  }

  /** Returns the requests in flight, asynchronous ones included. */
  public List<RunningRequest> running() {
    return active.running();
  }

  /** Refuses every new request from now on: the web application is about to stop. */
  public void drain() {
    admission.drain();
  }

  /** Returns where failures of ours are counted. */
  public InternalErrors errors() {
    return errors;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DispatcherType type = request.getDispatcherType();
    if (type == DispatcherType.REQUEST) {
      owned(request, response, chain);
    } else if (type == DispatcherType.ASYNC || type == DispatcherType.ERROR) {
      redispatched(request, response, chain);
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
    RouteResolver.Mapping mapping = routes.mapping(request);
    slot.route(mapping.route().number());
    if (admission.refuses(slot, mapping.route(), request, response)) {
      end(slot, mapping, request, response, null);
      return;
    }
    HttpServletRequest incoming = request;
    HttpServletResponse outgoing = response;
    try {
      if (sizes.wraps()) {
        outgoing = sizes.wrap(response);
        incoming = sizes.wrap(request, outgoing);
      }
      chain.doFilter(incoming, outgoing);
    } catch (Throwable failure) {
      end(slot, mapping, incoming, outgoing, failure);
      throw failure;
    }
    end(slot, mapping, incoming, outgoing, null);
  }

  /** Returns the worker's slot, or null when a filter of ours further out has the request. */
  private @Nullable WorkerSlot begin(HttpServletRequest request) {
    try {
      // What can fail comes first: a virtual thread's slot has to be let go once it is made.
      int method = HttpMethods.indexOf(request.getMethod());
      long startNanos = ticker.nanos();
      WorkerSlot slot = workers.current(startNanos);
      if (slot.isBusy()) {
        return null;
      }
      slot.begin(method, startNanos);
      return slot;
    } catch (Throwable e) {
      errors.caught(Component.REQUEST, e);
      return null;
    }
  }

  // Five parameters and no record: this runs for every request and must not allocate.
  private void end(
      WorkerSlot slot,
      RouteResolver.Mapping mapping,
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
        continueAsynchronously(new AsyncRequest(this, slot, mapping, request, response), failure);
      } else if (failure != null && origin != null) {
        nanos = recorder.failed(slot, mapping, request, response, failure, origin);
      } else {
        nanos = recorder.ended(slot, mapping, request, response);
      }
    } catch (Throwable e) {
      errors.caught(Component.REQUEST, e);
    } finally {
      workers.end(slot, nanos, failed);
    }
  }

  private void continueAsynchronously(AsyncRequest async, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        async.failed(failure);
      }
      async.listen();
    } catch (IllegalStateException endedAlready) {
      async.end();
    } catch (Throwable e) {
      async.end();
      errors.caught(Component.REQUEST, e);
    }
  }

  private void redispatched(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    noteErrorPage(request);
    try {
      chain.doFilter(request, response);
    } catch (Throwable failure) {
      dispatchFailed(request, response, failure);
      throw failure;
    }
  }

  /** An exception that came to an error page without having passed us was dealt with there. */
  private void noteErrorPage(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ERROR
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable handled) {
      handled(request, handled);
    }
  }

  private void dispatchFailed(
      HttpServletRequest request, HttpServletResponse response, Throwable failure) {
    try {
      AsyncRequest async = AsyncRequest.of(request, this);
      if (async != null) {
        async.failed(failure);
      } else {
        Origin origin = Failures.origin(failure);
        recorder.countFailure(request, response, routes.label(request), failure, origin);
      }
    } catch (Throwable e) {
      errors.caught(Component.REQUEST, e);
    }
  }

  @Override
  public void handled(HttpServletRequest request, Throwable exception) {
    try {
      recorder.handled(request, routes.label(request), exception);
    } catch (Throwable e) {
      errors.caught(Component.REQUEST, e);
    }
  }

  RequestMeter meter() {
    return meter;
  }

  ActiveRequests active() {
    return active;
  }

  RouteResolver routes() {
    return routes;
  }

  RequestRecorder recorder() {
    return recorder;
  }
}
