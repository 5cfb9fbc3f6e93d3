package io.github.servletexporter.filter.request;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Which status the container will make of an exception that left the chain; measured, see
 * docs/behaviour.md.
 */
final class FailureStatus {

  private FailureStatus() {}

  /**
   * Returns the status that the client gets for a failure that propagates. The response still says
   * 200 then, because the container sets the status after the filter has let go.
   */
  static int of(Throwable failure, Failures.Origin origin, HttpServletResponse response) {
    boolean jetty = isJetty(response);
    if (jetty ? response.isCommitted() : isSentByTomcat(response)) {
      return response.getStatus();
    }
    Integer code = jetty ? jettyCode(failure) : tomcatCode(failure);
    if (code != null) {
      return code;
    }
    return origin == Failures.Origin.CLIENT_ABORT
        ? response.getStatus()
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns whether a response is Jetty's, below all wrappers. */
  static boolean isJetty(ServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper wrapper) {
      inner = wrapper.getResponse();
    }
    return inner.getClass().getName().startsWith("org.eclipse.jetty.");
  }

  /**
   * After sendError both containers call a response committed. On Jetty that status stands; Tomcat
   * still makes 500 of an exception, until the header has gone out, to which it adds a Date.
   */
  private static boolean isSentByTomcat(HttpServletResponse response) {
    return response.isCommitted()
        && (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
            || response.getHeader("Date") != null);
  }

  /** Tomcat looks at the exception itself. */
  private static @Nullable Integer tomcatCode(Throwable failure) {
    if (failure instanceof UnavailableException e) {
      return statusOf(e);
    }
    return Failures.isA(failure, Failures.TOMCAT_BAD_REQUEST)
        ? Integer.valueOf(HttpServletResponse.SC_BAD_REQUEST)
        : Failures.code(failure, Failures.TOMCAT_BAD_PARAMETER, "getErrorCode");
  }

  /** Jetty answers with the first exception among the causes that has a code. */
  private static @Nullable Integer jettyCode(Throwable failure) {
    for (Throwable cause : Failures.causes(failure)) {
      if (cause instanceof UnavailableException e) {
        return statusOf(e);
      }
      Integer code = Failures.code(cause, Failures.JETTY_HTTP_EXCEPTION, "getCode");
      if (code != null) {
        return code;
      }
    }
    return null;
  }

  private static int statusOf(UnavailableException failure) {
    return failure.isPermanent()
        ? HttpServletResponse.SC_NOT_FOUND
        : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
  }
}
