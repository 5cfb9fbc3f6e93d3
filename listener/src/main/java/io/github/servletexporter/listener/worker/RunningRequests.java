package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.util.List;

/**
 * The requests in flight, and the actions on one that is stuck. The watchdog calls these methods
 * while it holds no lock; they may throw.
 */
interface RunningRequests {

  /** Returns the requests in flight, including asynchronous ones. */
  List<RunningRequest> running();

  /**
   * Interrupts the thread of a request, unless the request has left it. The next request on the
   * thread does not see the interrupt.
   *
   * @return whether the thread was interrupted
   */
  boolean interrupt(RunningRequest request);

  /**
   * Makes the pool replace the thread of a request.
   *
   * @return false if the pool cannot do so
   */
  boolean replace(RunningRequest request);
}
