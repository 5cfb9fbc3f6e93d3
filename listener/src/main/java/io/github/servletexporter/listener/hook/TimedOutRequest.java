package io.github.servletexporter.listener.hook;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request that has exceeded {@code worker-timeout}, as it was when it was found. Immutable; holds
 * no reference to the request or its thread.
 *
 * @param pool name of the container's pool
 * @param threadName name of the thread that served the request, or null for an asynchronous request
 *     that was not on a thread
 * @param method request method, {@code _OTHER} if it is not a standard one
 * @param route route as in the metrics; never the path of the request
 * @param age time that the request had been running
 * @param stack stack of the thread, innermost frame first and of bounded depth; empty if there was
 *     no thread, or if the stack was not recorded because many requests were stuck
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
   * @throws NullPointerException if a component other than the thread name is null
   */
  public TimedOutRequest {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(age, "age");
    stack = List.copyOf(stack);
  }
}
