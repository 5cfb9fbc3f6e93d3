package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.RouteSeries;
import org.jspecify.annotations.Nullable;

/**
 * Data that a web application's instrumentation keeps about a request from one dispatch to the
 * next. Most requests have none. It lives as long as the request, and dispatches follow one another
 * on any thread.
 */
final class RequestTrace {

  private volatile @Nullable Settled settled;
  private volatile @Nullable Throwable counted;
  private volatile @Nullable Throwable uncaught;
  private volatile @Nullable AsyncRequest async;

  /** Returns the settled route, or null as long as the route can change. */
  @Nullable Settled settled() {
    return settled;
  }

  void settle(Settled route) {
    settled = route;
  }

  /** Returns the exception that was counted last, or null. It is kept so that it counts once. */
  @Nullable Throwable counted() {
    return counted;
  }

  void counted(Throwable exception) {
    counted = exception;
  }

  /** Returns the uncaught exception that has not left the chain, or null. */
  @Nullable Throwable uncaught() {
    return uncaught;
  }

  void uncaught(Throwable exception) {
    uncaught = exception;
  }

  /** Returns the request after it has left its worker, or null. */
  @Nullable AsyncRequest async() {
    return async;
  }

  void async(AsyncRequest request) {
    async = request;
  }

  /**
   * Route that can no longer change.
   *
   * @param route the route, or null if no template applies
   */
  record Settled(@Nullable RouteSeries route) {}
}
