package io.github.servletexporter.listener.watchdog;

import java.time.Duration;

/**
 * Is told of stuck requests: for counters and hooks. Called by the thread that looks, one call at a
 * time, with no lock held; what it throws is counted and keeps nobody from anything.
 */
public interface StuckRequestListener {

  /** A request is over the timeout. Told once of each. */
  default void stuckFound(StuckRequest request) {}

  /** A stuck request's thread has been interrupted. Told once of each at most. */
  default void interrupted(StuckRequest request) {}

  /** The pool replaces a stuck request's thread. Told once of each at most. */
  default void replaced(StuckRequest request) {}

  /**
   * A stuck request has ended after all.
   *
   * @param request as it was found
   * @param total how long it has run; up to the time between two looks too long
   */
  default void recovered(StuckRequest request, Duration total) {}
}
