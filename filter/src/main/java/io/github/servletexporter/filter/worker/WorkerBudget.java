package io.github.servletexporter.filter.worker;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests a worker may still serve: the one number that a web application and the pool of
 * its container share.
 *
 * <p>A pool's class loader and a web application's know only the JDK's classes of each other, so
 * the budget is an {@link AtomicLong}: above zero the worker goes on, at zero or below it is due,
 * and its pool ends it after its job. Only the worker's own thread writes to it, every reader may
 * be a moment late. {@link #ENDED_BY_AGE} stands for a worker that is due because of its age.
 *
 * <p>This class is the budget that a worker has of us, where its pool has none. Its spare fields
 * keep two workers' budgets on cache lines of their own.
 */
public final class WorkerBudget extends AtomicLong {

  /** The budget of a worker that is due because of its age. */
  public static final long ENDED_BY_AGE = Long.MIN_VALUE;

  private static final long serialVersionUID = 1L;

  @SuppressWarnings({"unused", "UnusedVariable"}) // 128 bytes between two budgets
  private transient long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, pa, pb, pc, pd, pe, pf;

  /**
   * Creates a budget.
   *
   * @param requests how many requests, above zero
   */
  public WorkerBudget(long requests) {
    super(requests);
  }

  /** Returns the budget of a worker that nobody recycles. */
  public static WorkerBudget unlimited() {
    return new WorkerBudget(Long.MAX_VALUE);
  }

  /** Takes one request off. Called by the worker's own thread. */
  static void served(AtomicLong budget) {
    long left = budget.getPlain();
    if (left != ENDED_BY_AGE) {
      budget.setOpaque(left - 1);
    }
  }

  /** Returns whether the worker is due. */
  public static boolean isSpent(AtomicLong budget) {
    return budget.getOpaque() <= 0;
  }

  /** Returns why a worker with this budget has ended. */
  static RecycleReason reason(AtomicLong budget) {
    long left = budget.getOpaque();
    if (left > 0) {
      return RecycleReason.POOL_SHRINK;
    }
    return left == ENDED_BY_AGE ? RecycleReason.MAX_LIFETIME : RecycleReason.MAX_REQUESTS;
  }
}
