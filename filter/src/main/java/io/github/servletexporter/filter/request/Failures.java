package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.ErrorTypes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exception that left the chain means: whose fault it is, and how it is named.
 *
 * <p>Container classes are recognised by name, through superclasses and causes, because a web app
 * can't see those of Jetty and must run without those of Tomcat.
 */
final class Failures {

  private static final String TOMCAT_ABORT = "org.apache.catalina.connector.ClientAbortException";
  static final String TOMCAT_BAD_REQUEST = "org.apache.coyote.BadRequestException";
  static final String TOMCAT_BAD_PARAMETER =
      "org.apache.tomcat.util.http.InvalidParameterException";
  private static final String JETTY_ABORT = "org.eclipse.jetty.io.EofException";
  static final String JETTY_HTTP_EXCEPTION = "org.eclipse.jetty.http.HttpException";
  private static final String JETTY_PARSER = "org.eclipse.jetty.http.HttpParser";

  private static final int MAX_CAUSES = 32;

  private Failures() {}

  /** Whose fault a failure is. */
  enum Origin {
    /** The application threw. */
    APPLICATION,
    /** The client closed the connection. */
    CLIENT_ABORT,
    /** The client's message was malformed, which may show only when its body is read. */
    CLIENT_ERROR
  }

  /** Returns whose fault a failure is. */
  static Origin origin(Throwable failure) {
    for (Throwable cause : causes(failure)) {
      if (isA(cause, TOMCAT_ABORT)) {
        return Origin.CLIENT_ABORT;
      }
      if (isA(cause, JETTY_ABORT)) {
        return isFromParser(cause) ? Origin.CLIENT_ERROR : Origin.CLIENT_ABORT;
      }
      if (isA(cause, TOMCAT_BAD_REQUEST)
          || isA(cause, TOMCAT_BAD_PARAMETER)
          || isClientErrorOfJetty(cause)) {
        return Origin.CLIENT_ERROR;
      }
    }
    return Origin.APPLICATION;
  }

  /**
   * Returns a failure and its causes, outermost first. An application's exception may have a ring
   * of causes, or throw when it is asked.
   */
  static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    try {
      Throwable cause = failure;
      while (cause != null && causes.size() < MAX_CAUSES) {
        causes.add(cause);
        cause = cause.getCause();
      }
    } catch (RuntimeException ofTheApplication) {
      // What is known by now is enough.
    }
    return causes;
  }

  /** Jetty throws the same for a chunk that it can't parse and for a client that has left. */
  private static boolean isFromParser(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(JETTY_PARSER)
                    && frame.getMethodName().equals("badMessage"));
  }

  private static boolean isClientErrorOfJetty(Throwable failure) {
    Integer code = code(failure, JETTY_HTTP_EXCEPTION, "getCode");
    return code != null && code < HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /**
   * Returns the status that an exception of the container carries, or null when it is no such one.
   *
   * @param typeName the public type that declares the method; the exception's own class may be
   *     hidden
   */
  static @Nullable Integer code(Throwable failure, String typeName, String method) {
    Class<?> type = typeNamed(typeName, failure);
    try {
      return type != null && type.getMethod(method).invoke(failure) instanceof Integer code
          ? code
          : null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Returns {@code read} or {@code write}: what the application did when the client left. */
  static String abortPhase(Throwable failure) {
    for (Throwable cause : causes(failure)) {
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

  /** Returns whether a container threw an exception: its is the first code below the platform's. */
  static boolean isThrownByContainer(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(type -> !type.startsWith("java.") && !type.startsWith("sun."))
        .findFirst()
        .filter(Failures::isContainer)
        .isPresent();
  }

  private static boolean isContainer(String type) {
    return type.startsWith("org.apache.coyote.")
        || type.startsWith("org.apache.catalina.")
        || type.startsWith("org.apache.tomcat.")
        || type.startsWith("org.eclipse.jetty.");
  }

  /**
   * Returns the exception that the application threw. The container wraps: Tomcat hands on an Error
   * inside a ServletException.
   */
  static Throwable unwrapped(Throwable failure) {
    List<Throwable> causes = causes(failure);
    return causes.stream()
        .filter(cause -> !(cause instanceof ServletException))
        .findFirst()
        .orElse(causes.get(causes.size() - 1));
  }

  /** Returns whether an exception is another, or was made of it by somebody who wrapped it. */
  static boolean isSameOrCausedBy(Throwable failure, Object other) {
    return causes(failure).stream().anyMatch(cause -> cause == other);
  }

  /** Returns the error type of a failed request. */
  static String errorType(Throwable failure, Origin origin, int status) {
    return switch (origin) {
      case APPLICATION -> ErrorTypes.ofException(unwrapped(failure));
      case CLIENT_ABORT -> ErrorTypes.CLIENT_ABORT;
      case CLIENT_ERROR -> ErrorTypes.ofStatus(status);
    };
  }

  /** Returns whether an object is of a class or interface of that name. */
  static boolean isA(Object object, String typeName) {
    return typeNamed(typeName, object) != null;
  }

  private static @Nullable Class<?> typeNamed(String typeName, Object object) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(typeName)) {
        return type;
      }
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().equals(typeName)) {
          return implemented;
        }
      }
    }
    return null;
  }
}
