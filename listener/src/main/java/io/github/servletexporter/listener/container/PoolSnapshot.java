package io.github.servletexporter.listener.container;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of a thread pool at one moment. Null stands for a number that the container does not
 * provide.
 *
 * @param pool the label, which is unique in the server and survives restarts
 * @param busy the number of threads that run a job; on Jetty this includes the threads leased to
 *     acceptors and selectors, so that {@code busy} reaches {@code max} when the pool is exhausted
 * @param idle the number of threads that wait for a job
 * @param max the maximum number of threads
 * @param min the number of threads that the pool keeps alive
 * @param queued the number of jobs that wait for a thread
 * @param virtual whether the jobs run on virtual threads, of which at most a limit is known
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
   * Validates the values.
   *
   * @throws IllegalArgumentException if the label is empty or a number is negative
   */
  public PoolSnapshot {
    Numbers.checkLabel(pool);
    Numbers.checkNotNegative("busy", busy);
    Numbers.checkNotNegative("idle", idle);
    Numbers.checkNotNegative("max", max);
    Numbers.checkNotNegative("min", min);
    Numbers.checkNotNegative("queued", queued);
  }

  /** Returns a snapshot of a pool that provides no numbers. */
  public static PoolSnapshot withoutNumbers(String pool, boolean virtual) {
    return new PoolSnapshot(pool, null, null, null, null, null, virtual);
  }
}
