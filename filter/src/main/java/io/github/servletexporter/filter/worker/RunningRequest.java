package io.github.servletexporter.filter.worker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request that was running when somebody looked.
 *
 * <p>Immutable. All of it was read of one and the same request: a method or start that belongs to
 * the thread's previous request would make a young request look like an old one.
 *
 * @param key equal for the same request between two looks, different for the next request on the
 *     same thread; holds on to nothing of the request
 * @param pool the name of the container's pool that it runs in
 * @param thread the thread that it is on, or null for an asynchronous request that is on none
 * @param method its method, from the closed set of methods
 * @param route its route, from the bounded set of routes
 * @param startNanos the ticker's reading at its start
 */
public record RunningRequest(
    Object key,
    String pool,
    @Nullable Thread thread,
    String method,
    String route,
    long startNanos) {

  /**
   * Checks that all is there.
   *
   * @throws NullPointerException if anything but the thread is null
   */
  public RunningRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(route, "route");
  }
}
