package io.github.servletexporter.listener.journal;

import io.github.servletexporter.filter.request.ExceptionListener.UncaughtException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Uncaught exception that waits to be written.
 *
 * @param time time at which it left the application
 * @param uncaught the exception and its request
 * @param traceId 32 lower-case hexadecimal digits, or null
 */
record ExceptionRecord(Instant time, UncaughtException uncaught, @Nullable String traceId) {

  /** Returns the name of the exception's class. */
  String type() {
    return uncaught.exception().getClass().getName();
  }
}
