package io.github.servletexporter.filter.failure;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Status that a container will send for an exception that left the chain. The rules were measured
 * on the containers, see docs/behaviour.md.
 */
public final class FailureStatus {

  private FailureStatus() {}

  /**
   * Returns the status that the client receives for an exception that propagates. The response
   * still has status 200, because the container sets the status after the filter has returned.
   */
  public static int of(Throwable failure, Failures.Origin origin, HttpServletResponse response) {
    if (isSent(response)) {
      return response.getStatus();
    }
    if (Failures.isNotFoundOnLiberty(failure)) {
      return HttpServletResponse.SC_NOT_FOUND;
    }
    Integer code = isJetty(response) ? jettyCode(failure) : tomcatCode(failure);
    if (code != null) {
      return code;
    }
    return origin == Failures.Origin.CLIENT_ABORT
        ? response.getStatus()
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns whether the response below all wrappers is one of Jetty. */
  public static boolean isJetty(ServletResponse response) {
    return innermost(response).getClass().getName().startsWith("org.eclipse.jetty.");
  }

  /** Returns the container's own response, without the wrappers of filters. */
  public static ServletResponse innermost(ServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper wrapper) {
      inner = wrapper.getResponse();
    }
    return inner;
  }

  /** Returns whether the status has been sent, so that a failure does not change it any more. */
  public static boolean isSent(HttpServletResponse response) {
    return isJetty(response) ? response.isCommitted() : isSentByTomcat(response);
  }

  /**
   * Returns whether Tomcat is going to replace the body by an error page, also when it has rejected
   * the request itself while the application was reading.
   */
  public static boolean isReplacedByTomcat(HttpServletResponse response, int status) {
    return status >= HttpServletResponse.SC_BAD_REQUEST
        && response.isCommitted()
        && !isJetty(response)
        && !isSentByTomcat(response);
  }

  /**
   * Returns whether Tomcat has sent the header fields. After {@code sendError} both containers
   * report the response as committed. Jetty keeps that status; Tomcat changes it to 500 for an
   * exception, unless the header fields have been sent, which then include {@code Date}.
   */
  private static boolean isSentByTomcat(HttpServletResponse response) {
    return response.isCommitted()
        && (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
            || response.getHeader("Date") != null);
  }

  /** Returns the status on Tomcat, which uses the exception itself and not its causes. */
  private static @Nullable Integer tomcatCode(Throwable failure) {
    if (failure instanceof UnavailableException e) {
      return statusOf(e);
    }
    return Failures.isA(failure, Failures.TOMCAT_BAD_REQUEST)
        ? Integer.valueOf(HttpServletResponse.SC_BAD_REQUEST)
        : Failures.code(failure, Failures.TOMCAT_BAD_PARAMETER, "getErrorCode");
  }

  /** Returns the status on Jetty, which uses the first exception among the causes with a code. */
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
