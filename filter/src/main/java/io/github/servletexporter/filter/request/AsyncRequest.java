package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.request.Failures.Origin;
import io.github.servletexporter.filter.meter.ErrorTypes;
import io.github.servletexporter.filter.worker.RequestInFlight;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request that has left its worker: remembers what the worker's slot knew, collects what goes
 * wrong, and ends exactly once.
 *
 * <p>Thread-safe: containers call the listener on any thread, and Tomcat can call {@code
 * onComplete} twice.
 */
final class AsyncRequest implements AsyncListener, RequestInFlight {

  private static final String ATTRIBUTE = "io.github.servletexporter.async-request";

  private final RequestInstrumenter owner;
  private final RouteResolver.Mapping mapping;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final int method;
  private final long startNanos;
  private final ActiveRequests.Ticket ticket;
  private volatile @Nullable String errorType;
  private volatile int statusAtFailure;

  AsyncRequest(
      RequestInstrumenter owner,
      RequestInFlight inFlight,
      RouteResolver.Mapping mapping,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.owner = owner;
    this.mapping = mapping;
    this.request = request;
    this.response = response;
    this.method = inFlight.method();
    this.startNanos = inFlight.startNanos();
    this.ticket = owner.active().leavesWorker(this, mapping.route());
  }

  /** Returns the request that an instrumenter has let go asynchronously, or null. */
  static @Nullable AsyncRequest of(HttpServletRequest request, RequestInstrumenter owner) {
    return request.getAttribute(ATTRIBUTE) instanceof AsyncRequest async && async.owner == owner
        ? async
        : null;
  }

  /**
   * Starts to listen for the end.
   *
   * @throws IllegalStateException if the container has ended the request already
   */
  void listen() {
    request.setAttribute(ATTRIBUTE, this);
    request.getAsyncContext().addListener(this);
  }

  /** An exception has left the chain in one of the request's dispatches. */
  void failed(Throwable failure) {
    failed(failure, Failures.origin(failure));
  }

  private void failed(Throwable failure, Origin origin) {
    String route = owner.routes().route(mapping, request, 0).label();
    owner.recorder().countFailure(request, response, route, failure, origin);
    if (errorType == null) {
      statusAtFailure = response.getStatus();
      errorType = Failures.errorType(failure, origin, 0);
    }
  }

  /** Ends the request, unless it has ended, with the status that its response has now. */
  void end() {
    end(response.getStatus());
  }

  private void end(int status) {
    if (owner.active().ends(ticket)) {
      String known = errorType;
      String type = known == null || known.isEmpty() ? ErrorTypes.ofStatus(status) : known;
      owner.recorder().ended(this, mapping, request, response, status, type);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    guarded(this::end);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    guarded(
        () -> {
          errorType = ErrorTypes.TIMEOUT;
          owner.meter().asyncTimeout(owner.routes().route(mapping, request, 0).label());
        });
  }

  @Override
  public void onError(AsyncEvent event) {
    guarded(
        () -> {
          Throwable failure = event.getThrowable();
          if (failure != null && !(failure instanceof TimeoutException)) {
            Origin origin = originOfEvent(failure);
            failed(failure, origin);
            endUnlessCompleted(failure, origin);
          }
        });
  }

  /**
   * Ends the request where no {@code onComplete} may follow: Tomcat calls none when the
   * application's listeners, which come before ours, have left an error alone. Then it answers 500;
   * a status that has changed since is a listener's and stands.
   */
  private void endUnlessCompleted(Throwable failure, Origin origin) {
    if (!FailureStatus.isJetty(response) && request.isAsyncStarted()) {
      int status = response.getStatus();
      end(status != statusAtFailure ? status : FailureStatus.of(failure, origin, response));
    }
  }

  /** A restarted cycle drops its listeners (Servlet 6.0, {@code AsyncListener.onStartAsync}). */
  @Override
  public void onStartAsync(AsyncEvent event) {
    guarded(
        () -> {
          AsyncContext restarted = event.getAsyncContext();
          restarted.addListener(this);
        });
  }

  /**
   * Returns whose fault a container's error event is: an exception of the connection comes here
   * without having passed any dispatch, and it has no class of its own on Tomcat.
   */
  private Origin originOfEvent(Throwable failure) {
    Origin origin = Failures.origin(failure);
    boolean connection =
        origin == Origin.APPLICATION
            && failure instanceof IOException
            && errorType == null
            && Failures.isThrownByContainer(failure);
    return connection ? Origin.CLIENT_ABORT : origin;
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      owner.errors().caught(InternalErrors.Component.ASYNC, e);
    }
  }

  @Override
  public int method() {
    return method;
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  /** Jetty ends requests on the application's threads, which have no slot. */
  @Override
  public int stripe() {
    return (int) Thread.currentThread().getId();
  }
}
