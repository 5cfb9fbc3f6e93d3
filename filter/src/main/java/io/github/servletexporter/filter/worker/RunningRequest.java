package io.github.servletexporter.filter.worker;

import org.jspecify.annotations.Nullable;

/**
 * Snapshot of a request in flight. Immutable.
 *
 * @param key a key that is equal in all snapshots of the same request, and of no other request
 * @param pool label of the pool whose worker serves the request, or {@link #ASYNC}
 * @param thread the worker's thread, or null for an asynchronous request, which has no worker
 * @param method label of the request's method
 * @param route label of the request's route as far as it is known
 * @param startNanos the ticker's reading at the start of the request
 */
public record RunningRequest(
    Object key,
    String pool,
    @Nullable Thread thread,
    String method,
    String route,
    long startNanos) {

  /** Value in place of a pool for requests that have left their worker. */
  public static final String ASYNC = "async";
}
