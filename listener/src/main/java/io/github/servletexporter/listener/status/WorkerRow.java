package io.github.servletexporter.listener.status;

import java.util.Locale;
import java.util.Objects;

/**
 * A worker, as the status page shows it.
 *
 * @param pool label of its pool
 * @param worker its label in the pool
 * @param state what it does
 * @param requests how many requests it has served
 * @param ageSeconds how long its present thread has served, NaN when unknown
 * @param cpuSeconds processor time that it has used, NaN when unknown
 * @param allocatedBytes memory that it has allocated, negative when unknown
 * @param route label of the route that it serves, empty when none or idle
 * @param runningSeconds how long its request runs, NaN when idle
 */
public record WorkerRow(
    String pool,
    String worker,
    State state,
    long requests,
    double ageSeconds,
    double cpuSeconds,
    long allocatedBytes,
    String route,
    double runningSeconds) {

  /** What a worker does; the last that is true of it. */
  public enum State {
    /** Waits for a request. */
    IDLE,
    /** Serves a request. */
    BUSY,
    /** Has reached a limit and ends soon. */
    RETIRING,
    /** Serves a request that is over the timeout. */
    STUCK;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks that nothing is null.
   *
   * @throws NullPointerException if anything is
   */
  public WorkerRow {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(route, "route");
  }
}
