package io.github.servletexporter.filter.worker;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Observer of workers, which also assigns each worker to its pool and sets its limits.
 *
 * <p>Called on the worker's own thread, at its first request and when it becomes due, both of which
 * are rare; {@link #ended} is called on any thread. Implementations are thread-safe. An exception
 * that they throw is counted and does not affect the request.
 */
public interface WorkerObserver {

  /** Returns the pool and the limits of a thread that is about to serve its first request. */
  Assignment assign(Thread thread);

  /** Handles the start of a worker, which has received its slot. Called on its thread. */
  void started(WorkerSlot slot);

  /** Handles a worker that has become due with the request that it just ended, on its thread. */
  void due(WorkerSlot slot);

  /** Handles the end of a worker's thread. */
  void ended(EndedWorker worker);

  /** Returns the observer for a filter without a listener: one pool, no recycling. */
  static WorkerObserver none() {
    return new WorkerObserver() {
      @Override
      public Assignment assign(Thread thread) {
        return Assignment.unlimited("default");
      }

      @Override
      public void started(WorkerSlot slot) {}

      @Override
      public void due(WorkerSlot slot) {}

      @Override
      public void ended(EndedWorker worker) {}
    };
  }

  /**
   * Pool and limits of a worker.
   *
   * @param pool label of the pool, from a bounded set
   * @param budget the number of requests that the worker may serve, shared with its pool
   * @param lifetimeNanos the time that the worker may serve from its first request on; {@link
   *     Long#MAX_VALUE} for no limit
   */
  record Assignment(String pool, AtomicLong budget, long lifetimeNanos) {

    /** Returns the assignment of a worker that is not recycled. */
    public static Assignment unlimited(String pool) {
      return new Assignment(pool, WorkerBudget.unlimited(), Long.MAX_VALUE);
    }
  }

  /**
   * Worker that has ended. Another worker may already have its slot.
   *
   * @param pool label of the pool
   * @param number the number of the slot
   * @param threadName the name of the thread
   * @param reason the reason for the end
   * @param requests the number of requests that the worker has served
   * @param ageNanos the time from the worker's first request to its end
   */
  record EndedWorker(
      String pool,
      int number,
      String threadName,
      RecycleReason reason,
      long requests,
      long ageNanos) {}
}
