package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was found over the timeout, as it was then. Immutable; holds on to nothing of the
 * request or its thread.
 *
 * @param pool the name of the container's pool
 * @param threadName the name of the thread that it was on, or null if it was on none
 * @param method its method
 * @param route its route
 * @param age how long it had run
 * @param stack what its thread was doing, innermost first and of bounded depth; empty if it was on
 *     none, if the stack could not be taken, or if enough stacks had been taken in that minute
 */
public record StuckRequest(
    String pool,
    @Nullable String threadName,
    String method,
    String route,
    Duration age,
    List<StackTraceElement> stack) {

  /** Copies the stack. */
  public StuckRequest {
    stack = List.copyOf(stack);
  }

  static StuckRequest of(RunningRequest request, long ageNanos, List<StackTraceElement> stack) {
    Thread thread = request.thread();
    return new StuckRequest(
        request.pool(),
        thread == null ? null : thread.getName(),
        request.method(),
        request.route(),
        Duration.ofNanos(ageNanos),
        stack);
  }
}
