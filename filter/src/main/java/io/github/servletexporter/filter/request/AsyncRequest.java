package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.failure.FailureStatus;
import io.github.servletexporter.filter.failure.Failures;
import io.github.servletexporter.filter.failure.Failures.Origin;
import io.github.servletexporter.filter.meter.ErrorTypes;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.request.ActiveRequests.Outcome;
import io.github.servletexporter.filter.route.RouteMapping;
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
 * Request that has left its worker. It keeps the data that the worker's slot had, collects failures
 * and ends exactly once.
 *
 * <p>Thread-safe: containers call the listener on any thread, and Tomcat can call {@code
 * onComplete} twice.
 */
final class AsyncRequest implements AsyncListener, RequestInFlight, ActiveRequests.Droppable {

  private final Instruments instruments;
  private final RouteMapping mapping;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ContainerRequest container;
  private final int method;
  private final long startNanos;
  private final ActiveRequests.Ticket ticket;
  private volatile @Nullable String errorType;
  private volatile int statusAtFailure;

  /**
   * Status that had been sent at the first failure or timeout, or 0. Tomcat changes the status of
   * the response after it even if the client has received another one.
   */
  private volatile int sentStatus;

  AsyncRequest(
      Instruments instruments,
      RequestInFlight inFlight,
      RouteMapping mapping,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.instruments = instruments;
    this.mapping = mapping;
    this.request = request;
    this.response = response;
    this.container = ContainerRequest.of(request, response);
    this.method = inFlight.method();
    this.startNanos = inFlight.startNanos();
    this.ticket =
        instruments
            .active()
            .ticket(
                this, instruments.settlement().route(mapping, request, 0), response.getStatus());
  }

  /**
   * Returns the asynchronous request that belongs to a web application's instruments, or null. Does
   * not call {@code equals} of the record: up to Java 18 the JDK keeps a reference to the last
   * record whose methods it has linked, and nothing releases it if the filter has no listener.
   */
  static @Nullable AsyncRequest of(HttpServletRequest request, Instruments instruments) {
    RequestTrace trace = instruments.traces().find(request);
    AsyncRequest async = trace == null ? null : trace.async();
    return async != null && async.instruments.active() == instruments.active() ? async : null;
  }

  /**
   * Starts to listen for the end of the request, at the end of its REQUEST dispatch. Throws
   * nothing.
   *
   * @param failure the exception that has left the chain, or null
   */
  void leaveWorker(@Nullable Throwable failure) {
    instruments.active().leaveWorker(ticket);
    try {
      if (failure != null) {
        failed(failure, Failures.origin(failure));
      }
      instruments.settlement().settle(mapping, request);
      instruments.traces().of(request).async(this);
      request.getAsyncContext().addListener(this);
    } catch (IllegalStateException alreadyEnded) {
      end();
    } catch (Throwable e) {
      end();
      instruments.errors().caught(InternalErrors.Component.REQUEST, e);
    }
  }

  /**
   * Records an exception that has left the chain in an ASYNC or ERROR dispatch. On Jetty no
   * listener is called after that if the response is committed.
   */
  void dispatchFailed(Throwable failure) {
    failed(failure, Failures.origin(failure));
    if (FailureStatus.isJetty(response)) {
      endIfCommitted();
    }
  }

  private void failed(Throwable failure, Origin origin) {
    instruments.exceptions().countFailure(request, response, routeLabel(), failure, origin);
    keepSentStatus();
    if (errorType == null) {
      statusAtFailure = response.getStatus();
      errorType = Failures.errorType(failure, origin, 0);
    }
    failed(FailureStatus.of(failure, origin, response));
  }

  /** Keeps what is to be recorded if the container drops the request after a failure. */
  private void failed(int status) {
    String type = errorType;
    ticket.failed(
        new Outcome(
            sentStatus != 0 ? sentStatus : status,
            response.getStatus(),
            type == null || type.isEmpty() ? ErrorTypes.OTHER : type));
  }

  /** Records an exception that a filter has replaced by an error page. */
  void replaced(Throwable failure) {
    failed(failure, Failures.origin(failure));
  }

  /** Returns the mapping of the REQUEST dispatch. */
  RouteMapping mapping() {
    return mapping;
  }

  private void keepSentStatus() {
    if (sentStatus == 0 && FailureStatus.isSent(response)) {
      sentStatus = response.getStatus();
    }
  }

  private String routeLabel() {
    return instruments.settlement().route(mapping, request, 0).label();
  }

  /** Ends the request with the current status of its response, unless it has ended already. */
  private void end() {
    end(response.getStatus());
  }

  private void end(int current) {
    if (instruments.active().end(ticket)) {
      instruments.settlement().settleAfterErrorPage(request);
      int status = sentStatus != 0 ? sentStatus : current;
      String known = errorType;
      String type = known == null || known.isEmpty() ? ErrorTypes.ofStatus(status) : known;
      instruments.recorder().ended(this, mapping, request, response, status, type);
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
          keepSentStatus();
          failed(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
          instruments.meter().asyncTimeout(routeLabel());
        });
  }

  @Override
  public void onError(AsyncEvent event) {
    guarded(
        () -> {
          Throwable failure = event.getThrowable();
          Origin origin = null;
          if (failure instanceof TimeoutException) {
            // Jetty reports an idle connection or stream without onTimeout.
            errorType = errorType == null ? ErrorTypes.TIMEOUT : errorType;
          } else if (failure != null) {
            origin = originOfEvent(failure);
            failed(failure, origin);
          }
          if (FailureStatus.isJetty(response)) {
            endIfCommitted();
          } else if (failure != null && origin != null) {
            endUnlessCompleted(failure, origin);
          }
        });
  }

  /**
   * Ends the request on Jetty, which does not call {@code onComplete} after an error if the
   * response is committed, as it is when an HTTP/2 client resets the stream of a long response. The
   * status can no longer change, so a call that does follow has nothing to add.
   */
  private void endIfCommitted() {
    if (response.isCommitted()) {
      end();
    }
  }

  /**
   * Ends the request where {@code onComplete} may not follow: Tomcat does not call it if the
   * application's listeners, which run before this one, have not handled the error. Tomcat then
   * answers 500, unless a listener has changed the status.
   */
  private void endUnlessCompleted(Throwable failure, Origin origin) {
    if (request.isAsyncStarted()) {
      int status = response.getStatus();
      end(status != statusAtFailure ? status : FailureStatus.of(failure, origin, response));
    }
  }

  @Override
  public void endIfDropped() {
    guarded(
        () -> {
          Outcome known = ticket.outcome();
          int status = container.statusUnlessFinished();
          if (status == ContainerRequest.FINISHED) {
            instruments.active().endDropped(ticket);
          } else {
            ticket.observed(known, status);
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Adds this listener again, because a new cycle drops all listeners.
   */
  @Override
  public void onStartAsync(AsyncEvent event) {
    guarded(
        () -> {
          AsyncContext restarted = event.getAsyncContext();
          restarted.addListener(this);
        });
  }

  /**
   * Returns the origin of an error event. An exception of the connection arrives here without
   * having passed through a dispatch, and Tomcat has no special class for it.
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
      instruments.errors().caught(InternalErrors.Component.ASYNC, e);
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

  /**
   * {@inheritDoc}
   *
   * <p>Taken from the thread, because Jetty ends requests on the application's threads, which have
   * no slot.
   */
  @Override
  public int writer() {
    return (int) Thread.currentThread().getId() | Integer.MIN_VALUE;
  }
}
