package io.github.servletexporter.listener.pool;

import org.jspecify.annotations.Nullable;

/**
 * A thread pool of the container at one moment. What the container does not tell is null.
 *
 * @param pool a label that stays the same over restarts, and is the pool's alone in its server
 * @param busy threads that run a job; on Jetty also those that it has leased for acceptors and
 *     selectors, so that busy reaches max when the pool is exhausted
 * @param idle threads that wait for a job
 * @param max how many threads there may be
 * @param min how many threads are kept
 * @param queued jobs that wait for a thread
 * @param virtual whether its jobs run on virtual threads, of which at most a limit is known
 */
public record PoolSnapshot(
    String pool,
    @Nullable Integer busy,
    @Nullable Integer idle,
    @Nullable Integer max,
    @Nullable Integer min,
    @Nullable Integer queued,
    boolean virtual) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the label is empty or a number is negative
   */
  public PoolSnapshot {
    Checks.label(pool);
    Checks.notNegative("busy", busy);
    Checks.notNegative("idle", idle);
    Checks.notNegative("max", max);
    Checks.notNegative("min", min);
    Checks.notNegative("queued", queued);
  }

  /** Returns a pool that tells nothing but that its jobs run on virtual threads. */
  static PoolSnapshot ofVirtualThreads(String pool) {
    return new PoolSnapshot(pool, null, null, null, null, null, true);
  }

  /** Returns a pool that tells nothing. */
  static PoolSnapshot withoutNumbers(String pool) {
    return new PoolSnapshot(pool, null, null, null, null, null, false);
  }
}
