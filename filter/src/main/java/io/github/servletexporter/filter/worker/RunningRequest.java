package io.github.servletexporter.filter.worker;

import org.jspecify.annotations.Nullable;

/**
 * A request in flight, as a watchdog sees it at one moment. Immutable.
 *
 * @param key equal for the same request between two looks, and for no other request
 * @param pool label of the pool whose worker serves it; {@link #ASYNC} when none does
 * @param thread the worker's thread; null for an asynchronous request, which is on no worker
 * @param method label of its method
 * @param route label of its route as far as it is known before its end
 * @param startNanos the ticker's reading at its start
 */
public record RunningRequest(
    Object key,
    String pool,
    @Nullable Thread thread,
    String method,
    String route,
    long startNanos) {

  /** Stands in the place of a pool for requests that have left their worker. */
  public static final String ASYNC = "async";
}
