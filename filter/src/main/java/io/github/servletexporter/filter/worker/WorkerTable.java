package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import io.github.servletexporter.filter.worker.WorkerObserver.EndedWorker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Table of the workers that have served a request, with one slot each.
 *
 * <p>Thread-safe. It is a map instead of a {@link ThreadLocal}, because thread-local values on the
 * container's threads would keep the class loader of an undeployed web application in memory. A
 * platform thread receives its slot at its first request and keeps it until it ends. A virtual
 * thread has a slot only while its request runs, so that the table does not grow with the number of
 * requests.
 *
 * <p>The observer is called without holding the table's lock.
 */
public final class WorkerTable {

  private final WorkerObserver observer;
  private final Consumer<Throwable> onFailure;
  private final ConcurrentHashMap<Thread, WorkerSlot> slots = new ConcurrentHashMap<>();
  private final Map<String, PoolSlots> pools = new TreeMap<>();
  private final VirtualWorkers virtualWorkers = new VirtualWorkers();

  /** Number of slots of platform threads; guarded by the monitor of {@code pools}. */
  private int slotCount;

  /** Set by {@link #close}; guarded by the monitor of {@code pools}. */
  private boolean closed;

  /**
   * Creates a table without workers.
   *
   * @param observer the observer of the workers
   * @param onFailure the handler of exceptions of the observer; must not throw
   */
  public WorkerTable(WorkerObserver observer, Consumer<Throwable> onFailure) {
    this.observer = observer;
    this.onFailure = onFailure;
  }

  /**
   * Returns the calling thread's slot, which is created at its first request.
   *
   * @param nowNanos the ticker's current reading
   */
  public WorkerSlot current(long nowNanos) {
    Thread thread = Thread.currentThread();
    WorkerSlot slot = slots.get(thread);
    return slot != null ? slot : add(thread, nowNanos);
  }

  /** Returns the slot of a thread, or null if the thread is not a worker. */
  public @Nullable WorkerSlot of(Thread thread) {
    return slots.get(thread);
  }

  /**
   * Ends the request on a worker and removes the slot of a virtual thread.
   *
   * @param slot the calling thread's slot, as returned by {@link #current}
   * @param nanos the time for which the worker was busy with the request
   * @param failed whether the request ended with an uncaught exception of the application
   */
  public void end(WorkerSlot slot, long nanos, boolean failed) {
    boolean due = slot.end(nanos, failed);
    if (slot.isTransient()) {
      virtualWorkers.add(slot);
      slots.remove(slot.thread());
    } else if (due) {
      guarded(() -> observer.due(slot));
    }
  }

  /** Returns the slots whose threads are alive. */
  public Collection<WorkerSlot> live() {
    return List.copyOf(slots.values());
  }

  /** Returns all slots of platform threads, by the label of their pool. */
  public Map<String, List<WorkerSlot>> all() {
    Map<String, List<WorkerSlot>> copy = new TreeMap<>();
    synchronized (pools) {
      pools.forEach((label, pool) -> copy.put(label, List.copyOf(pool.slots())));
    }
    return copy;
  }

  /** Returns the totals of virtual threads. */
  public VirtualWorkers virtualWorkers() {
    return virtualWorkers;
  }

  /**
   * Frees the slots of threads that have ended, and notifies the observer.
   *
   * @param nowNanos the ticker's current reading
   */
  public void purge(long nowNanos) {
    report(purged(nowNanos));
  }

  /**
   * Reports all workers to the observer as stopped, and nothing after that. Requests that still
   * arrive are measured as before. May be called repeatedly.
   *
   * @param nowNanos the ticker's current reading
   */
  public void close(long nowNanos) {
    List<EndedWorker> ended;
    synchronized (pools) {
      ended = purged(nowNanos);
      if (!closed) {
        // The threads keep their slots: two threads in one slot would lose counts.
        slots.values().stream()
            .filter(slot -> !slot.isTransient())
            .forEach(slot -> ended.add(slot.ended(nowNanos, true)));
      }
      closed = true;
    }
    report(ended);
  }

  private WorkerSlot add(Thread thread, long nowNanos) {
    if (VirtualThreads.isVirtual(thread)) {
      WorkerSlot slot = virtualWorkers.slot(thread, nowNanos, observer, onFailure);
      slots.put(thread, slot);
      return slot;
    }
    return add(thread, assignment(observer, thread, onFailure), nowNanos);
  }

  /** Assigns a slot to a thread and notifies the observer. */
  WorkerSlot add(Thread thread, Assignment assignment, long nowNanos) {
    WorkerSlot slot;
    List<EndedWorker> ended;
    boolean observed;
    synchronized (pools) {
      ended = purged(nowNanos);
      slot =
          pools
              .computeIfAbsent(assignment.pool(), PoolSlots::new)
              .take(thread, assignment, nowNanos, () -> slotCount++);
      slots.put(thread, slot);
      observed = !closed;
    }
    report(ended);
    if (observed) {
      guarded(() -> observer.started(slot));
    }
    return slot;
  }

  static Assignment assignment(
      WorkerObserver observer, Thread thread, Consumer<Throwable> onFailure) {
    try {
      return observer.assign(thread);
    } catch (Throwable e) {
      onFailure.accept(e);
      return Assignment.unlimited("other");
    }
  }

  /**
   * Frees the slots of threads that have ended, and returns the workers to report. Runs when a
   * thread serves its first request, which is when the pool has replaced another thread.
   */
  private List<EndedWorker> purged(long nowNanos) {
    List<EndedWorker> ended = new ArrayList<>();
    synchronized (pools) {
      for (Iterator<WorkerSlot> all = slots.values().iterator(); all.hasNext(); ) {
        WorkerSlot slot = all.next();
        if (!slot.isTransient() && !slot.thread().isAlive()) {
          all.remove();
          if (!closed) {
            ended.add(slot.ended(nowNanos, false));
          }
          PoolSlots pool = pools.get(slot.pool());
          if (pool != null) {
            pool.free(slot);
          }
        }
      }
    }
    return ended;
  }

  private void report(List<EndedWorker> ended) {
    ended.forEach(worker -> guarded(() -> observer.ended(worker)));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      onFailure.accept(e);
    }
  }
}
