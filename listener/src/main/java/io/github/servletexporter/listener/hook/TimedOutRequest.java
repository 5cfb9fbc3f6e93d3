package io.github.servletexporter.listener.hook;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that has run for longer than {@code worker-timeout}, as it was found. Immutable.
 *
 * @param pool the name of the container's pool
 * @param threadName the name of the thread that it was on, or null for an asynchronous request that
 *     was on none
 * @param method its method, {@code _OTHER} if it is no standard one
 * @param route its route as in the metrics; never the path that the client sent
 * @param age how long it had run
 * @param stack what its thread was doing, innermost first; empty if it was on none, or if many
 *     requests were stuck at a time and this one's stack was not taken
 */
public record TimedOutRequest(
    String pool,
    @Nullable String threadName,
    String method,
    String route,
    Duration age,
    List<StackTraceElement> stack) {

  /**
   * Copies the stack.
   *
   * @throws NullPointerException if anything but the thread's name is null
   */
  public TimedOutRequest {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(age, "age");
    stack = List.copyOf(stack);
  }
}
