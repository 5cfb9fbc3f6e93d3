package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.failure.Failures;
import io.github.servletexporter.filter.failure.ServletStack;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.filter.route.RouteMapping;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Instrumentation of the ASYNC, ERROR and FORWARD dispatches of a request. They do not own the
 * request: they settle its route before another handler replaces the template, and record the
 * exceptions that leave them or that they show. Thread-safe.
 */
final class Redispatches {

  private static final String JSP_EXCEPTION = FrameworkAttributes.JSP_EXCEPTION;

  private final Instruments instruments;

  Redispatches(Instruments instruments) {
    this.instruments = instruments;
  }

  /** Passes an ASYNC or ERROR dispatch on and records an exception that leaves it. */
  void follow(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    guarded(() -> enter(request));
    try {
      chain.doFilter(request, response);
    } catch (Throwable failure) {
      guarded(() -> leave(request));
      failed(request, response, failure);
      throw failure;
    }
    guarded(() -> leave(request));
  }

  /** Passes a FORWARD dispatch on. An exception that leaves it is seen in an outer dispatch. */
  void forward(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    guarded(() -> enterForward(request, response));
    try {
      chain.doFilter(request, response);
    } finally {
      guarded(() -> leaveForward(request));
    }
  }

  /** Counts an exception that the application has handled. Throws nothing. */
  void handled(HttpServletRequest request, Throwable exception) {
    guarded(() -> instruments.exceptions().handled(request, routeLabel(request), exception, true));
  }

  private void enter(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      instruments.settlement().settleBeforeErrorPage(firstMapping(request), request);
      // It reached an error page without passing the filter.
      Throwable exception = shownException(request);
      if (exception != null) {
        handled(request, exception);
      }
    }
  }

  private void leave(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      instruments.settlement().settle(instruments.routes().mapping(request), request);
    }
  }

  private void enterForward(HttpServletRequest request, HttpServletResponse response) {
    RouteMapping mapping = firstMapping(request);
    if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null) {
      instruments.settlement().settle(mapping, request);
    } else {
      instruments.settlement().settleBeforeErrorPage(mapping, request);
    }
    Throwable exception = shownException(request);
    if (exception == null) {
      return;
    }
    if (isErrorPageOfFilter(request)) {
      replaced(request, response, exception);
    } else {
      handled(request, exception);
    }
  }

  /** Settles the route if the forward was the first dispatch that has reached a handler. */
  private void leaveForward(HttpServletRequest request) {
    RouteSettlement routes = instruments.settlement();
    RouteMapping target = instruments.routes().mapping(request);
    routes.settle(target, request);
    if (!routes.isSettled(request)
        && firstMapping(request).isOfDefaultServlet()
        && !target.isOfDefaultServlet()
        && !ServletStack.isInServletOfApplication()) {
      routes.settleOnMapping(target, request);
    }
  }

  /**
   * Returns whether a filter shows an error page in place of the container, as Spring Boot does in
   * a war: the exception has left the servlet, and the status is that of a failure.
   */
  private static boolean isErrorPageOfFilter(HttpServletRequest request) {
    return request.getAttribute(JSP_EXCEPTION) == null
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        && status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
        && !ServletStack.isInServletOfApplication();
  }

  /** Returns the exception that the target of a dispatch is to show, or null. */
  private static @Nullable Throwable shownException(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable exception) {
      return exception;
    }
    return request.getAttribute(JSP_EXCEPTION) instanceof Throwable exception ? exception : null;
  }

  private void replaced(
      HttpServletRequest request, HttpServletResponse response, Throwable failure) {
    AsyncRequest async = AsyncRequest.of(request, instruments);
    if (async != null) {
      async.replaced(failure);
    } else {
      instruments.exceptions().replaced(request, response, routeLabel(request), failure);
    }
  }

  private void failed(HttpServletRequest request, HttpServletResponse response, Throwable failure) {
    guarded(
        () -> {
          AsyncRequest async = AsyncRequest.of(request, instruments);
          if (async != null) {
            async.dispatchFailed(failure);
          } else {
            instruments
                .exceptions()
                .countFailure(
                    request, response, routeLabel(request), failure, Failures.origin(failure));
          }
        });
  }

  private String routeLabel(HttpServletRequest request) {
    return instruments.settlement().route(firstMapping(request), request, 0).label();
  }

  /** Returns the mapping of the REQUEST dispatch, which the container keeps, or we do. */
  private RouteMapping firstMapping(HttpServletRequest request) {
    AsyncRequest async = AsyncRequest.of(request, instruments);
    return async != null ? async.mapping() : instruments.routes().firstMapping(request);
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      instruments.errors().caught(Component.REQUEST, e);
    }
  }
}
