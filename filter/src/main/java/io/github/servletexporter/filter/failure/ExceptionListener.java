package io.github.servletexporter.filter.failure;

import org.jspecify.annotations.Nullable;

/**
 * Listener that is notified once of each exception that the application has not caught.
 *
 * <p>Implementations are thread-safe and must not block, because they are called on the request's
 * thread. An exception that they throw is counted and does not affect the request.
 */
@FunctionalInterface
public interface ExceptionListener {

  /** Handles an exception that has left the application. */
  void uncaught(UncaughtException exception);

  /** Returns a listener that does nothing. */
  static ExceptionListener none() {
    return exception -> {};
  }

  /**
   * Exception that left the application, and the request that it ended.
   *
   * @param exception the application's exception, without wrappers of the container
   * @param method label of the request's method
   * @param route label of the request's route
   * @param status the status with which the container will answer
   * @param traceParent the header field of W3C Trace Context as the client sent it, or null
   */
  record UncaughtException(
      Throwable exception, String method, String route, int status, @Nullable String traceParent) {}
}
