package io.github.servletexporter.listener.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An exception of the application, as the status page shows it.
 *
 * @param type its class
 * @param route label of the route that threw it, empty when none
 * @param message its last message, of any length, empty when none
 * @param count how often it came
 * @param first when it came first
 * @param last when it came last
 * @param stack the first lines of its last stack
 */
public record ExceptionRow(
    String type,
    String route,
    String message,
    long count,
    Instant first,
    Instant last,
    List<String> stack) {

  /**
   * Copies the stack.
   *
   * @throws NullPointerException if anything is null
   */
  public ExceptionRow {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(last, "last");
    stack = List.copyOf(stack);
  }
}
