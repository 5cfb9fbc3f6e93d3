package io.github.servletexporter.container;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a pool, from its start to its end.
 *
 * <p>Its own thread calls everything; {@link MaximumThreads} alone decides {@link #replaced} and
 * {@link #gone}, under its lock.
 */
final class Worker {

  private final Budget budget;

  /** Another worker serves in this one's place. Read by its own thread, written by any. */
  volatile boolean replaced;

  /**
   * It is about to end, so that it can't be replaced any more. Guarded by {@link MaximumThreads}.
   */
  boolean gone;

  private final long bornNanos;
  private final long lifetimeNanos;
  private boolean leaving;
  private boolean recycled;
  private @Nullable Runnable successor;

  Worker(RetirementRule rule, LongUnaryOperator random, long nowNanos) {
    budget = new Budget(rule.drawRequests(random));
    lifetimeNanos = rule.drawLifetimeNanos(random);
    bornNanos = nowNanos;
  }

  Budget budget() {
    return budget;
  }

  /** Returns whether an age is set for it, so that the time matters. */
  boolean ages() {
    return lifetimeNanos != Long.MAX_VALUE;
  }

  /** Returns the nanoseconds until it is due for its age. */
  long nanosLeft(long nowNanos) {
    return lifetimeNanos - (nowNanos - bornNanos);
  }

  /** Returns whether it is due for its requests, or since another serves in its place. */
  boolean isSpent() {
    return budget.getPlain() <= 0 || replaced;
  }

  /** Notes that it is on its way out of the pool. */
  void leave(boolean due) {
    leaving = true;
    recycled |= due;
  }

  /** Returns whether it left because it was due. */
  boolean isRecycled() {
    return recycled;
  }

  /**
   * Takes the place of a successor that can't be started.
   *
   * @param loop what the successor would have run
   * @return false when it is not on its way out, or has another's place already
   */
  boolean standInFor(Runnable loop) {
    if (!leaving || successor != null) {
      return false;
    }
    successor = loop;
    return true;
  }

  /** Returns whose place it has taken, or null. */
  @Nullable Runnable successor() {
    return successor;
  }

  /** Is a worker again, in its successor's place; still due, so that it tries again. */
  void stay() {
    leaving = false;
    recycled = false;
    successor = null;
  }
}
