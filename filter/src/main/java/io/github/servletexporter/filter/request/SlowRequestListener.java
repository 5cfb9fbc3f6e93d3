package io.github.servletexporter.filter.request;

import org.jspecify.annotations.Nullable;

/** Listener of requests that have ended and have taken long. Thread-safe. */
public interface SlowRequestListener {

  /** Returns the duration from which on a request is reported. It does not change. */
  long leastNanos();

  /** Called on the thread that has ended the request. */
  void ended(EndedRequest request);

  /** Returns a listener that no request is reported to. */
  static SlowRequestListener none() {
    return new SlowRequestListener() {
      @Override
      public long leastNanos() {
        return Long.MAX_VALUE;
      }

      @Override
      public void ended(EndedRequest request) {
        // Never called.
      }
    };
  }

  /**
   * Request that has taken long.
   *
   * @param method label of the request's method
   * @param route label of the request's route
   * @param status the status that the client has received
   * @param nanos the duration
   * @param traceParent the header field of that name as the client has sent it, or null
   */
  record EndedRequest(
      String method, String route, int status, long nanos, @Nullable String traceParent) {}
}
