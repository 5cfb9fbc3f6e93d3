package io.github.servletexporter.listener.journal;

import java.time.Instant;
import java.util.List;

/**
 * Exceptions of one class on one route, summed up.
 *
 * @param type name of the exception's class
 * @param route label of the route
 * @param message the last one's class and message, escaped, at most about 500 characters
 * @param count how many there were
 * @param first when the first one was
 * @param last when the last one was
 * @param stack the last one's first stack lines, escaped
 */
public record ExceptionSummary(
    String type,
    String route,
    String message,
    long count,
    Instant first,
    Instant last,
    List<String> stack) {

  /** Copies the lines. */
  public ExceptionSummary {
    stack = List.copyOf(stack);
  }
}
