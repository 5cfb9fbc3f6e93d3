package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Thread that occupies a slot, with its limits and the counts at its start.
 *
 * <p>Thread-safe. Only the thread itself changes its budget.
 */
final class Occupant {

  private final Thread thread;
  private final AtomicLong budget;
  private final long lifetimeNanos;
  private final long startNanos;
  private final long startMillis;
  private final long requestsBefore;

  /**
   * Reason for a requested end, or null. It belongs to the thread and not to the slot, so that a
   * delayed call cannot end the slot's next thread.
   */
  private volatile @Nullable RecycleReason requestedEnd;

  /**
   * Creates the occupant of a slot.
   *
   * @param startNanos the ticker's reading when the thread took the slot
   * @param startMillis the Unix time when the thread took the slot
   * @param requestsBefore the number of requests that had ended in the slot before
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

  /** Deducts an ended request from the budget; returns whether the worker has become due. */
  boolean served(long endNanos) {
    boolean wasSpent = WorkerBudget.isSpent(budget);
    WorkerBudget.served(budget);
    if (endNanos - startNanos >= lifetimeNanos) {
      budget.setOpaque(WorkerBudget.ENDED_BY_AGE);
    }
    return !wasSpent && WorkerBudget.isSpent(budget);
  }

  void retire(RecycleReason reason) {
    requestedEnd = reason;
  }

  boolean isDue() {
    return requestedEnd != null || WorkerBudget.isSpent(budget);
  }

  /** Returns the reason for its end. */
  RecycleReason reason() {
    RecycleReason known = requestedEnd;
    return known != null ? known : WorkerBudget.reason(budget);
  }
}
