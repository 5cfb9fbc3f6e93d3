package io.github.servletexporter.filter.worker;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows what the worker table can't: which pool a thread is of, and how long it may live. Is told
 * when workers come and go.
 *
 * <p>Called on the worker's own thread, at its first request or when it becomes due, both of which
 * are seldom; {@link #ended} on any thread. What an implementation throws is counted and ends
 * there. Thread-safe.
 */
public interface WorkerObserver {

  /** Returns what to do with a thread that is about to serve its first request. */
  Assignment assign(Thread thread);

  /** A worker has got its slot. Called on its thread. */
  void started(WorkerSlot slot);

  /** A worker has become due with the request that it has just ended. Called on its thread. */
  void due(WorkerSlot slot);

  /** A worker's thread has ended. */
  void ended(EndedWorker worker);

  /** Returns the observer of a web application without a listener: one pool, no recycling. */
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
   * What a worker is and may do.
   *
   * @param pool label of its pool, of a bounded set
   * @param budget how many requests it may serve, shared with its pool
   * @param lifetimeNanos how long it may serve from its first request; {@link Long#MAX_VALUE} for
   *     ever
   */
  record Assignment(String pool, AtomicLong budget, long lifetimeNanos) {

    /** Returns the assignment of a worker that nobody recycles. */
    public static Assignment unlimited(String pool) {
      return new Assignment(pool, WorkerBudget.unlimited(), Long.MAX_VALUE);
    }
  }

  /**
   * A worker that is gone; its slot may be another's already.
   *
   * @param pool label of its pool
   * @param number its slot's number
   * @param threadName the name of its thread
   * @param reason why it ended
   * @param requests how many requests it has served
   * @param ageNanos how long it was a worker
   */
  record EndedWorker(
      String pool,
      int number,
      String threadName,
      RecycleReason reason,
      long requests,
      long ageNanos) {}
}
