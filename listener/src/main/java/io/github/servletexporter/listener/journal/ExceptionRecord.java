package io.github.servletexporter.listener.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Uncaught exception that waits to be written.
 *
 * @param time time at which it left the application
 * @param exception text of the exception
 * @param request request that it ended
 * @param traceId 32 lower-case hexadecimal digits, or null
 */
record ExceptionRecord(
    Instant time, CapturedException exception, Request request, @Nullable String traceId) {

  /**
   * Request that an exception has ended.
   *
   * @param method label of its method
   * @param route label of its route
   * @param status status of the response
   */
  record Request(String method, String route, int status) {}

  /** Returns the kind of the exception: its class, on one route. */
  String kind() {
    return exception.type() + " " + request.route();
  }
}
