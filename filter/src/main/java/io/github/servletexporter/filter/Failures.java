package io.github.servletexporter.filter;

import io.github.servletexporter.filter.meter.ErrorTypes;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What an exception that left the chain means: whose fault it is, and which status the container
 * will make of it.
 *
 * <p>Container classes are recognised by name, through superclasses and causes, because a web app
 * can't see those of Jetty and must run without those of Tomcat.
 */
final class Failures {

  private static final String TOMCAT_ABORT = "org.apache.catalina.connector.ClientAbortException";
  private static final String TOMCAT_BAD_REQUEST =
      "org.apache.catalina.connector.BadRequestException";
  private static final String TOMCAT_BAD_PARAMETER =
      "org.apache.tomcat.util.http.InvalidParameterException";
  private static final String JETTY_ABORT = "org.eclipse.jetty.io.EofException";
  private static final String JETTY_BAD_REQUEST = "org.eclipse.jetty.http.BadMessageException";
  private static final String JETTY_HTTP_EXCEPTION = "org.eclipse.jetty.http.HttpException";

  /** Causes may form a ring; no real chain is this long. */
  private static final int MAX_CAUSES = 32;

  private Failures() {}

  /** Whose fault a failure is. */
  enum Origin {
    /** The application threw. */
    APPLICATION,
    /** The client closed the connection. */
    CLIENT_ABORT,
    /** The client's message was malformed; it shows only when the body is read. */
    CLIENT_ERROR
  }

  /** Returns whose fault a failure is. */
  static Origin origin(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (isA(cause, TOMCAT_ABORT) || isA(cause, JETTY_ABORT)) {
        return Origin.CLIENT_ABORT;
      }
      if (isA(cause, TOMCAT_BAD_REQUEST)
          || isA(cause, TOMCAT_BAD_PARAMETER)
          || isA(cause, JETTY_BAD_REQUEST)) {
        return Origin.CLIENT_ERROR;
      }
    }
    return Origin.APPLICATION;
  }

  /** Returns {@code read} or {@code write}: what the application did when the client left. */
  static String abortPhase(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        String type = frame.getClassName();
        if (isContainer(type) && type.contains("Output")) {
          return "write";
        }
        if ((isContainer(type) && type.contains("Input")) || type.contains("HttpEof")) {
          return "read";
        }
      }
    }
    return "write";
  }

  private static boolean isContainer(String type) {
    return type.startsWith("org.apache.") || type.startsWith("org.eclipse.");
  }

  /**
   * Returns the exception that the application threw. The container wraps: Tomcat hands on an Error
   * inside a ServletException.
   */
  static Throwable unwrapped(Throwable failure) {
    Throwable inner = failure;
    for (int i = 0; i < MAX_CAUSES && inner instanceof ServletException e; i++) {
      Throwable cause = e.getRootCause();
      if (cause == null) {
        return inner;
      }
      inner = cause;
    }
    return inner;
  }

  /** Returns the error type of a failed request. */
  static String errorType(Throwable failure, Origin origin, int status) {
    return switch (origin) {
      case APPLICATION -> ErrorTypes.ofException(unwrapped(failure));
      case CLIENT_ABORT -> ErrorTypes.CLIENT_ABORT;
      case CLIENT_ERROR -> ErrorTypes.ofStatus(status);
    };
  }

  /**
   * Returns the status that the client gets for a failure that propagates. The response still says
   * 200 then, because the container sets the status after the filter has let go.
   */
  static int status(Throwable failure, Origin origin, HttpServletResponse response) {
    boolean jetty = isJetty(response);
    if (jetty ? response.isCommitted() : isSentByTomcat(response)) {
      return response.getStatus();
    }
    Integer code = jetty ? jettyCode(failure) : tomcatCode(failure);
    if (code != null) {
      return code;
    }
    return origin == Origin.CLIENT_ABORT
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
    if (isA(failure, TOMCAT_BAD_PARAMETER)) {
      return code(failure, "getErrorCode");
    }
    return isA(failure, TOMCAT_BAD_REQUEST) ? HttpServletResponse.SC_BAD_REQUEST : null;
  }

  /** Jetty answers with the first exception among the causes that has a code. */
  private static @Nullable Integer jettyCode(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof UnavailableException e) {
        return statusOf(e);
      }
      if (isA(cause, JETTY_HTTP_EXCEPTION)) {
        return code(cause, "getCode");
      }
    }
    return null;
  }

  private static int statusOf(UnavailableException failure) {
    return failure.isPermanent()
        ? HttpServletResponse.SC_NOT_FOUND
        : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
  }

  private static @Nullable Integer code(Throwable failure, String method) {
    try {
      return failure.getClass().getMethod(method).invoke(failure) instanceof Integer code
          ? code
          : null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static boolean isA(Object object, String typeName) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(typeName)) {
        return true;
      }
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().equals(typeName)) {
          return true;
        }
      }
    }
    return false;
  }
}
