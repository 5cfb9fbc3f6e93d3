package io.github.servletexporter.listener.worker;

import io.github.servletexporter.listener.hook.TimedOutRequest;
import java.time.Duration;

/**
 * Listener that is notified of stuck requests. The watchdog calls it from one thread at a time and
 * while it holds no lock; an exception is counted and affects nothing else.
 */
interface StuckRequestListener {

  /** Reports that a request has exceeded the timeout. Called once for each request. */
  default void stuckFound(TimedOutRequest request) {}

  /** Reports that the thread of a stuck request was interrupted. */
  default void interrupted(TimedOutRequest request) {}

  /** Reports that the pool replaces the thread of a stuck request. */
  default void replaced(TimedOutRequest request) {}

  /**
   * Reports that a stuck request has ended.
   *
   * @param request the request as it was when it was found
   * @param total duration of the request, too long by at most the time between two checks
   */
  default void recovered(TimedOutRequest request, Duration total) {}
}
