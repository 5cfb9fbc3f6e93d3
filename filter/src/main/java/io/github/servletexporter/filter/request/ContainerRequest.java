package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.failure.FailureStatus;
import io.github.servletexporter.filter.route.RouteResolver;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Request and response of the container, without the wrappers of filters. Thread-safe as far as it
 * is used: it reads fields, and never touches the asynchronous context, whose next user may be
 * another request.
 *
 * @param request the container's request
 * @param response the container's response
 */
record ContainerRequest(ServletRequest request, HttpServletResponse response) {

  /** Value in place of a status. */
  static final int FINISHED = Integer.MIN_VALUE;

  /** Returns what is below all wrappers. */
  static ContainerRequest of(HttpServletRequest request, HttpServletResponse response) {
    ServletResponse innerResponse = FailureStatus.innermost(response);
    return new ContainerRequest(
        RouteResolver.innermost(request),
        innerResponse instanceof HttpServletResponse own ? own : response);
  }

  /**
   * Returns the status, or {@link #FINISHED} if Tomcat has finished with the request, which it does
   * after it has called the listeners. It reuses the objects behind its facades and disconnects the
   * facades, whose methods throw from then on, unless {@code discardFacades} is off.
   */
  int statusUnlessFinished() {
    try {
      int status = response.getStatus();
      request.isAsyncSupported();
      return status;
    } catch (IllegalStateException | NullPointerException disconnected) {
      return FINISHED;
    }
  }
}
