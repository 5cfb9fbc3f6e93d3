package io.github.servletexporter.listener.journal;

import io.github.servletexporter.filter.request.ExceptionListener.UncaughtException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An uncaught exception as it is kept until somebody has written of it.
 *
 * @param time when it left the application
 * @param uncaught the exception and its request
 * @param traceId 32 lower-case hexadecimal digits, or null
 */
record ExceptionRecord(Instant time, UncaughtException uncaught, @Nullable String traceId) {

  /** Returns the name of the exception's class. */
  String type() {
    return uncaught.exception().getClass().getName();
  }
}
