package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What virtual threads have served, summed up: there is a new one for nearly every request.
 * Thread-safe.
 */
public final class VirtualWorkers {

  private final LongAdder requests = new LongAdder();
  private final LongAdder failedRequests = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();

  /** Of the first one; all others are taken for its like. */
  private volatile @Nullable Assignment assignment;

  VirtualWorkers() {}

  /** Returns the label of their pool, or null while none has been seen. */
  public @Nullable String pool() {
    Assignment known = assignment;
    return known == null ? null : known.pool();
  }

  /** Returns how many requests have ended on them. */
  public long requests() {
    return requests.sum();
  }

  /** Returns how many of those ended in an uncaught exception of the application. */
  public long failedRequests() {
    return failedRequests.sum();
  }

  /** Returns the nanoseconds that finished requests have taken on them. */
  public long busyNanos() {
    return busyNanos.sum();
  }

  WorkerSlot slot(
      Thread thread, long nowNanos, WorkerObserver observer, Consumer<Throwable> onFailure) {
    Assignment known = assignment;
    if (known == null) {
      known = WorkerTable.assignment(observer, thread, onFailure);
      assignment = known;
    }
    Occupant occupant = new Occupant(thread, known, nowNanos, 0, 0);
    // The id spreads virtual threads over the stripes; as a number it would be no bounded label.
    int number = (int) thread.getId() & Integer.MAX_VALUE;
    return new WorkerSlot(known.pool(), number, occupant, true);
  }

  void add(WorkerSlot slot) {
    requests.add(slot.requests());
    failedRequests.add(slot.failedRequests());
    busyNanos.add(slot.busyNanos());
  }
}
