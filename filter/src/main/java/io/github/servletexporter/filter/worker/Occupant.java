package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A thread that has a slot: what it may do there, and from where its own counts start.
 *
 * <p>Thread-safe; only the thread itself spends its budget.
 */
final class Occupant {

  private final Thread thread;
  private final AtomicLong budget;
  private final long lifetimeNanos;
  private final long startNanos;
  private final long startMillis;
  private final long requestsBefore;

  /** The worker's and not the slot's: who asks late must not ask the next one. */
  private volatile @Nullable RecycleReason asked;

  /**
   * Creates the occupant of a slot.
   *
   * @param startNanos the ticker's reading when it came
   * @param startMillis the Unix time when it came
   * @param requestsBefore how many requests had ended in the slot before
   */
  Occupant(
      Thread thread,
      Assignment assignment,
      long startNanos,
      long startMillis,
      long requestsBefore) {
    this.thread = thread;
    this.budget = assignment.budget();
    this.lifetimeNanos = assignment.lifetimeNanos();
    this.startNanos = startNanos;
    this.startMillis = startMillis;
    this.requestsBefore = requestsBefore;
  }

  Thread thread() {
    return thread;
  }

  long startNanos() {
    return startNanos;
  }

  long startMillis() {
    return startMillis;
  }

  long requestsBefore() {
    return requestsBefore;
  }

  /** Takes a request that has ended off the budget; returns whether the worker became due by it. */
  boolean served(long endNanos) {
    boolean wasSpent = WorkerBudget.isSpent(budget);
    WorkerBudget.served(budget);
    if (endNanos - startNanos >= lifetimeNanos) {
      budget.setOpaque(WorkerBudget.ENDED_BY_AGE);
    }
    return !wasSpent && WorkerBudget.isSpent(budget);
  }

  void retire(RecycleReason reason) {
    asked = reason;
  }

  boolean isDue() {
    return asked != null || WorkerBudget.isSpent(budget);
  }

  /** Returns why it has ended. */
  RecycleReason reason() {
    RecycleReason known = asked;
    return known != null ? known : WorkerBudget.reason(budget);
  }
}
