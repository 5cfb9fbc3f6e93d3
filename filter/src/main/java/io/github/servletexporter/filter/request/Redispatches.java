package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.request.InternalErrors.Component;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Instrumentation of the ASYNC and ERROR dispatches of a request. They do not own the request and
 * only record exceptions. Thread-safe.
 */
final class Redispatches {

  private final Instruments instruments;

  Redispatches(Instruments instruments) {
    this.instruments = instruments;
  }

  /** Passes a dispatch on and records an exception that leaves it. */
  void follow(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    recordErrorPage(request);
    try {
      chain.doFilter(request, response);
    } catch (Throwable failure) {
      failed(request, response, failure);
      throw failure;
    }
  }

  /** Counts an exception that the application has handled. Throws nothing. */
  void handled(HttpServletRequest request, Throwable exception) {
    try {
      String route = instruments.routes().label(request);
      instruments.recorder().handled(request, route, exception, true);
    } catch (Throwable e) {
      instruments.errors().caught(Component.REQUEST, e);
    }
  }

  /** Counts an exception that reached an error page without passing the filter as handled. */
  private void recordErrorPage(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ERROR
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable handled) {
      handled(request, handled);
    }
  }

  private void failed(HttpServletRequest request, HttpServletResponse response, Throwable failure) {
    try {
      AsyncRequest async = AsyncRequest.of(request, instruments);
      if (async != null) {
        async.dispatchFailed(failure);
      } else {
        instruments
            .recorder()
            .countFailure(
                request,
                response,
                instruments.routes().label(request),
                failure,
                Failures.origin(failure));
      }
    } catch (Throwable e) {
      instruments.errors().caught(Component.REQUEST, e);
    }
  }
}
