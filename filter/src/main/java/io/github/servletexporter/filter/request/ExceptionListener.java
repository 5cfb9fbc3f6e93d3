package io.github.servletexporter.filter.request;

import org.jspecify.annotations.Nullable;

/**
 * Is told of exceptions of the application that nobody in it caught, each once.
 *
 * <p>Called on the request's thread: it must not wait. Thread-safe. What it throws is counted and
 * ends there.
 */
@FunctionalInterface
public interface ExceptionListener {

  /** An exception has left the application. */
  void uncaught(UncaughtException exception);

  /** Returns the listener that does nothing. */
  static ExceptionListener none() {
    return exception -> {};
  }

  /**
   * An exception that left the application, and the request that it ended.
   *
   * @param exception what the application threw, without what containers wrap around it
   * @param method label of the request's method
   * @param route label of its route
   * @param status the status that the container is going to answer with
   * @param traceParent the header field of W3C Trace Context, as the client sent it, or null
   */
  record UncaughtException(
      Throwable exception, String method, String route, int status, @Nullable String traceParent) {}
}
