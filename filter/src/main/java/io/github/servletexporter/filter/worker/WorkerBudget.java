package io.github.servletexporter.filter.worker;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Number of requests that a worker may still serve, shared by a web application and the pool of its
 * container.
 *
 * <p>The class loaders of a pool and a web application have only the classes of the JDK in common,
 * therefore a budget is an {@link AtomicLong}. Above zero the worker continues; at zero or below it
 * is due, and its pool ends it after its current job. Only the worker's own thread writes to the
 * budget, and readers may see a slightly older value. {@link #ENDED_BY_AGE} marks a worker that is
 * due because of its age.
 *
 * <p>An instance of this class is the budget of a worker whose pool provides none. Unused fields
 * keep the budgets of two workers on separate cache lines.
 */
public final class WorkerBudget extends AtomicLong {

  /** The budget of a worker that is due because of its age. */
  public static final long ENDED_BY_AGE = Long.MIN_VALUE;

  /**
   * Budgets above this last longer than any JVM and are not counted down. A write would slow down
   * other threads that read what lies before the budget in memory, where it can have no padding.
   */
  private static final long ENDLESS = Long.MAX_VALUE / 2;

  private static final long serialVersionUID = 1L;

  @SuppressWarnings({"unused", "UnusedVariable"}) // padding: 128 bytes between two budgets
  private transient long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, pa, pb, pc, pd, pe, pf;

  /**
   * Creates a budget.
   *
   * @param requests the number of requests, above zero
   */
  public WorkerBudget(long requests) {
    super(requests);
  }

  /** Returns the budget of a worker that is not recycled. */
  public static WorkerBudget unlimited() {
    return new WorkerBudget(Long.MAX_VALUE);
  }

  /** Deducts one request from a budget that can be used up. Called by the worker's own thread. */
  static void served(AtomicLong budget) {
    long left = budget.getPlain();
    if (left != ENDED_BY_AGE && left < ENDLESS) {
      budget.setOpaque(left - 1);
    }
  }

  /** Returns whether a budget is used up, so that its worker is due. */
  static boolean isSpent(AtomicLong budget) {
    return budget.getOpaque() <= 0;
  }

  /** Returns the reason for which a worker with this budget has ended. */
  static RecycleReason reason(AtomicLong budget) {
    long left = budget.getOpaque();
    if (left > 0) {
      return RecycleReason.POOL_SHRINK;
    }
    return left == ENDED_BY_AGE ? RecycleReason.MAX_LIFETIME : RecycleReason.MAX_REQUESTS;
  }
}
