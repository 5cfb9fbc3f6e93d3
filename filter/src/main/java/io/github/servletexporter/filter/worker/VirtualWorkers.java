package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Totals of all virtual threads, which are not counted individually because nearly every request
 * has a new one. Thread-safe.
 */
public final class VirtualWorkers {

  private final LongAdder requests = new LongAdder();
  private final LongAdder failedRequests = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();

  /** Assignment of the first virtual thread, which is used for all others. */
  private volatile @Nullable Assignment assignment;

  VirtualWorkers() {}

  /** Returns the label of their pool, or null before the first request on a virtual thread. */
  public @Nullable String pool() {
    Assignment known = assignment;
    return known == null ? null : known.pool();
  }

  /** Returns the number of requests that have ended on virtual threads. */
  public long requests() {
    return requests.sum();
  }

  /** Returns the number of those that ended with an uncaught exception of the application. */
  public long failedRequests() {
    return failedRequests.sum();
  }

  /** Returns the total duration of finished requests on virtual threads, in nanoseconds. */
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
    // The thread's id distributes virtual threads over the stripes. It is not used as a label.
    int number = (int) thread.getId() & Integer.MAX_VALUE;
    return new WorkerSlot(known.pool(), number, ~number, occupant);
  }

  void add(WorkerSlot slot) {
    requests.add(slot.requests());
    failedRequests.add(slot.failedRequests());
    busyNanos.add(slot.busyNanos());
  }
}
