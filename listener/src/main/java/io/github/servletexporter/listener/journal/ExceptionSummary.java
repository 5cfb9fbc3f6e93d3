package io.github.servletexporter.listener.journal;

import java.time.Instant;
import java.util.List;

/**
 * Summary of the exceptions of one class on one route.
 *
 * @param type name of the exception class
 * @param route label of the route
 * @param message class and message of the latest one, escaped, at most about 500 characters
 * @param count number of exceptions
 * @param first time of the first one
 * @param last time of the latest one
 * @param stack chain of causes of the latest one, each with the frames that matter, escaped
 */
public record ExceptionSummary(
    String type,
    String route,
    String message,
    long count,
    Instant first,
    Instant last,
    List<String> stack) {

  /** Copies the list. */
  public ExceptionSummary {
    stack = List.copyOf(stack);
  }
}
