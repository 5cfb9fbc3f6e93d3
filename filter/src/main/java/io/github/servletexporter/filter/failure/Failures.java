package io.github.servletexporter.filter.failure;

import io.github.servletexporter.base.SlowClientException;
import io.github.servletexporter.filter.meter.ErrorTypes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Classification of exceptions that left the chain: their origin and their error type.
 *
 * <p>Classes of the containers are recognised by name, through superclasses and causes, because a
 * web application cannot see the classes of Jetty and must run without those of Tomcat.
 */
public final class Failures {

  private static final String TOMCAT_ABORT = "org.apache.catalina.connector.ClientAbortException";
  private static final String TOMCAT_CLOSE = "org.apache.coyote.CloseNowException";
  private static final String TOMCAT_CHUNKS = "org.apache.coyote.http11.filters.ChunkedInputFilter";
  static final String TOMCAT_BAD_REQUEST = "org.apache.coyote.BadRequestException";
  static final String TOMCAT_BAD_PARAMETER =
      "org.apache.tomcat.util.http.InvalidParameterException";
  private static final String JETTY_ABORT = "org.eclipse.jetty.io.EofException";
  static final String JETTY_HTTP_EXCEPTION = "org.eclipse.jetty.http.HttpException";

  /** Exception of Spring for a response that an earlier error has made unusable; has no cause. */
  private static final String SPRING_ABORT =
      "org.springframework.web.context.request.async.AsyncRequestNotUsableException";

  /** Wrapper in which RESTEasy throws an exception that no mapper of the application handles. */
  private static final String RESTEASY_WRAPPER = "org.jboss.resteasy.spi.UnhandledException";

  /** Package of the JDK's socket channels, which throw a plain IOException for a broken pipe. */
  private static final String CHANNELS = "sun.nio.ch.";

  private static final String JETTY_PARSER = "org.eclipse.jetty.http.HttpParser";

  /** Package of Open Liberty's servlet container. */
  private static final String LIBERTY = "com.ibm.ws.webcontainer.";

  /** Only its name, because this module uses no files. */
  private static final String NO_FILE = "java.io.FileNotFoundException";

  /** Method of Tomcat that is called when the client resets an HTTP/2 stream. */
  private static final String TOMCAT_RESET = "receiveReset";

  private static final String READ = "read";
  private static final String WRITE = "write";
  private static final int MAX_CAUSES = 32;

  private Failures() {}

  /** Origin of a failure. */
  public enum Origin {
    /** An exception of the application. */
    APPLICATION,
    /** A connection that the client has closed. */
    CLIENT_ABORT,
    /** A malformed message of the client, which may be detected only when its body is read. */
    CLIENT_ERROR,
    /** A body whose chunks are malformed, so that its end is unknown. */
    INVALID_CHUNK
  }

  /** Returns the origin of a failure. */
  public static Origin origin(Throwable failure) {
    if (isThrownByLibertyForPath(failure)) {
      return Origin.CLIENT_ERROR;
    }
    Origin origin = Origin.APPLICATION;
    for (Throwable cause : causes(failure)) {
      Origin own = ownOrigin(cause);
      if (own == Origin.CLIENT_ABORT || own == Origin.INVALID_CHUNK) {
        return own;
      }
      origin = own == Origin.APPLICATION ? origin : own;
    }
    return origin;
  }

  /** Returns the origin of an exception without regard to its causes. */
  private static Origin ownOrigin(Throwable failure) {
    if (failure instanceof SlowClientException
        || isA(failure, TOMCAT_ABORT)
        || isA(failure, TOMCAT_CLOSE)
        || isA(failure, SPRING_ABORT)) {
      return Origin.CLIENT_ABORT;
    }
    if (isA(failure, JETTY_ABORT)) {
      // Jetty throws the same class for an invalid chunk and for a closed connection.
      return isThrownIn(failure, JETTY_PARSER, "badMessage")
          ? Origin.INVALID_CHUNK
          : Origin.CLIENT_ABORT;
    }
    if (isOfConnection(failure) && isThrownByContainer(failure)) {
      return Origin.CLIENT_ABORT;
    }
    if (isA(failure, TOMCAT_BAD_REQUEST)) {
      return isThrownIn(failure, TOMCAT_CHUNKS, "") ? Origin.INVALID_CHUNK : Origin.CLIENT_ERROR;
    }
    return isA(failure, TOMCAT_BAD_PARAMETER) || isClientErrorOfJetty(failure)
        ? Origin.CLIENT_ERROR
        : Origin.APPLICATION;
  }

  /**
   * Returns whether Open Liberty answers 404 for an exception, as it does for every {@code
   * FileNotFoundException} that leaves the filters, wrapped by a {@code ServletException} or not.
   */
  static boolean isNotFoundOnLiberty(Throwable failure) {
    Throwable unwrapped = unwrapped(failure);
    // Liberty has a subclass for files that are to be included, and answers 500 for it.
    return unwrapped.getClass().getName().equals(NO_FILE)
        && Arrays.stream(unwrapped.getStackTrace())
            .anyMatch(frame -> frame.getClassName().startsWith(LIBERTY));
  }

  /**
   * Returns whether an exception only says that Open Liberty has no file and no servlet for a path.
   */
  private static boolean isThrownByLibertyForPath(Throwable failure) {
    StackTraceElement[] stack = unwrapped(failure).getStackTrace();
    return isNotFoundOnLiberty(failure) && stack[0].getClassName().startsWith(LIBERTY);
  }

  /** Returns whether an exception says that a connection has ended or fails. */
  private static boolean isOfConnection(Throwable failure) {
    return failure instanceof EOFException
        || failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure instanceof ClosedChannelException
        || (failure instanceof IOException && isThrownByConnection(failure));
  }

  private static boolean isThrownByConnection(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return stack.length > 0
        && (stack[0].getClassName().startsWith(CHANNELS)
            || stack[0].getMethodName().equals(TOMCAT_RESET));
  }

  /**
   * Returns a failure and its causes, outermost first. The causes of an application's exception may
   * form a cycle, and {@code getCause} may throw.
   */
  static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    try {
      Throwable cause = failure;
      while (cause != null && causes.size() < MAX_CAUSES) {
        causes.add(cause);
        cause = cause.getCause();
      }
    } catch (RuntimeException fromGetCause) {
      // The causes that were found so far are returned.
    }
    return causes;
  }

  /** Returns whether a class is on the stack of an exception, in a method if one is named. */
  private static boolean isThrownIn(Throwable failure, String type, String method) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(type)
                    && (method.isEmpty() || frame.getMethodName().equals(method)));
  }

  private static boolean isClientErrorOfJetty(Throwable failure) {
    Integer code = code(failure, JETTY_HTTP_EXCEPTION, "getCode");
    return code != null && code < HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /**
   * Returns the status that an exception of the container carries, or null for other exceptions.
   *
   * @param typeName the public type that declares the method; the class of the exception itself may
   *     not be accessible
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

  /**
   * Returns the phase of a client abort: {@code read} or {@code write}, after what the application
   * was doing. If it was doing neither, it is {@code write}.
   *
   * @param committed whether the response was committed, after which a reset of an HTTP/2 stream
   *     ends the writing; Tomcat reports every reset from its input
   */
  public static String abortPhase(Throwable failure, boolean committed) {
    List<Throwable> innermostFirst = causes(failure);
    Collections.reverse(innermostFirst);
    for (Throwable cause : innermostFirst) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        String type = frame.getClassName();
        if (isContainer(type) && type.contains("Output")) {
          return WRITE;
        }
        if (frame.getMethodName().equals(TOMCAT_RESET)) {
          return committed ? WRITE : READ;
        }
        if ((isContainer(type) && type.contains("Input")) || type.contains("HttpEof")) {
          return READ;
        }
      }
    }
    return WRITE;
  }

  /**
   * Returns whether a container threw an exception: the topmost stack frame outside the platform is
   * one of the container.
   */
  public static boolean isThrownByContainer(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(type -> !type.startsWith("java.") && !type.startsWith("sun."))
        .findFirst()
        .filter(Failures::isContainer)
        .isPresent();
  }

  /**
   * Returns whether an exception only says that the container has ended an asynchronous request.
   */
  public static boolean isTimeoutOfContainer(Throwable failure) {
    return failure instanceof TimeoutException && isThrownByContainer(failure);
  }

  static boolean isContainer(String type) {
    return type.startsWith("org.apache.coyote.")
        || type.startsWith("org.apache.catalina.")
        || type.startsWith("org.apache.tomcat.")
        || type.startsWith("org.eclipse.jetty.");
  }

  /**
   * Returns the exception that the application threw, without the wrappers of the container and of
   * RESTEasy: Tomcat passes on an Error inside a ServletException.
   */
  public static Throwable unwrapped(Throwable failure) {
    List<Throwable> causes = causes(failure);
    return causes.stream()
        .filter(cause -> !(cause instanceof ServletException) && !isA(cause, RESTEASY_WRAPPER))
        .findFirst()
        .orElse(causes.get(causes.size() - 1));
  }

  /** Returns whether an exception is the same as another or is caused by it. */
  public static boolean isSameOrCausedBy(Throwable failure, Object other) {
    return causes(failure).stream().anyMatch(cause -> cause == other);
  }

  /**
   * Returns whether two exceptions of a request report the same failure: one is or causes the
   * other, or both report that the client has gone. Tomcat leaves the cause of the exception that
   * it throws in a request attribute, and reports the reset of an HTTP/2 stream twice.
   */
  public static boolean isSameFailure(Throwable one, Throwable other) {
    return isSameOrCausedBy(one, other)
        || isSameOrCausedBy(other, one)
        || (origin(one) == Origin.CLIENT_ABORT && origin(other) == Origin.CLIENT_ABORT);
  }

  /** Returns the error type of a failed request. */
  public static String errorType(Throwable failure, Origin origin, int status) {
    return switch (origin) {
      case APPLICATION -> ErrorTypes.ofException(unwrapped(failure));
      case CLIENT_ABORT -> ErrorTypes.CLIENT_ABORT;
      case CLIENT_ERROR -> ErrorTypes.ofStatus(status);
      case INVALID_CHUNK -> ErrorTypes.CHUNKED_INVALID;
    };
  }

  /** Returns whether an object is an instance of the class or interface with that name. */
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
