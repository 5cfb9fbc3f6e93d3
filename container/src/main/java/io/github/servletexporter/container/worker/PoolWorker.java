package io.github.servletexporter.container.worker;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Worker of a pool, from the start of its thread to its end.
 *
 * <p>All methods are called by the worker's own thread. {@link #replaced} and {@link #gone} are
 * changed by {@link MaximumThreads} only, while holding its lock.
 */
final class PoolWorker {

  private final Budget budget;

  /** Set if another worker serves in place of this one. Read by its own thread, written by any. */
  volatile boolean replaced;

  /**
   * Set if the worker is about to end and cannot be replaced. Guarded by {@link MaximumThreads}.
   */
  boolean gone;

  private final long bornNanos;
  private final long lifetimeNanos;
  private boolean leaving;
  private boolean recycled;
  private @Nullable Runnable successor;

  PoolWorker(RetirementRule rule, LongUnaryOperator random, long nowNanos) {
    budget = new Budget(rule.drawRequests(random));
    lifetimeNanos = rule.drawLifetimeNanos(random);
    bornNanos = nowNanos;
  }

  Budget budget() {
    return budget;
  }

  /** Returns whether the worker has a maximum age. */
  boolean ages() {
    return lifetimeNanos != Long.MAX_VALUE;
  }

  /** Returns the nanoseconds until the worker reaches its maximum age. */
  long nanosLeft(long nowNanos) {
    return lifetimeNanos - (nowNanos - bornNanos);
  }

  /** Returns whether the worker is due because of its requests or because it has been replaced. */
  boolean isSpent() {
    return budget.getPlain() <= 0 || replaced;
  }

  /** Marks the worker as leaving the pool. */
  void leave(boolean due) {
    leaving = true;
    recycled |= due;
  }

  /** Returns whether the worker left because it was due. */
  boolean isRecycled() {
    return recycled;
  }

  /**
   * Takes the place of a successor whose thread cannot be started.
   *
   * @param loop the loop that the successor would have run
   * @return false if the worker is not leaving or has already taken the place of another
   */
  boolean standInFor(Runnable loop) {
    if (!leaving || successor != null) {
      return false;
    }
    successor = loop;
    return true;
  }

  /** Returns the loop of the successor whose place the worker has taken, or null. */
  @Nullable Runnable successor() {
    return successor;
  }

  /**
   * Continues in place of the successor. The worker is still due, so that it tries again to leave.
   */
  void stay() {
    leaving = false;
    recycled = false;
    successor = null;
  }
}
