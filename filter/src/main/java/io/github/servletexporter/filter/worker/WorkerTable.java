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
 * The workers that have served a request, one slot each.
 *
 * <p>Thread-safe. A map and not a {@link ThreadLocal}: a value of ours on the container's threads
 * would keep an undeployed web app's class loader alive. A platform thread gets its slot at its
 * first request and keeps it until it ends; a virtual thread, of which there is one per request,
 * has one while its request runs, so that nothing grows with the number of requests.
 *
 * <p>The observer is called outside of the table's lock.
 */
public final class WorkerTable {

  private final WorkerObserver observer;
  private final Consumer<Throwable> onFailure;
  private final ConcurrentHashMap<Thread, WorkerSlot> slots = new ConcurrentHashMap<>();
  private final Map<String, PoolSlots> pools = new TreeMap<>();
  private final VirtualWorkers virtualWorkers = new VirtualWorkers();

  /** Guarded by the pools' monitor. */
  private boolean closed;

  /**
   * Creates a table without workers.
   *
   * @param observer told of workers that come and go
   * @param onFailure told what the observer throws; throws nothing
   */
  public WorkerTable(WorkerObserver observer, Consumer<Throwable> onFailure) {
    this.observer = observer;
    this.onFailure = onFailure;
  }

  /**
   * Returns the calling thread's slot, made at its first request.
   *
   * @param nowNanos the ticker's reading now
   */
  public WorkerSlot current(long nowNanos) {
    Thread thread = Thread.currentThread();
    WorkerSlot slot = slots.get(thread);
    return slot != null ? slot : add(thread, nowNanos);
  }

  /** Returns the slot of a thread, or null when it is no worker. */
  public @Nullable WorkerSlot of(Thread thread) {
    return slots.get(thread);
  }

  /**
   * Ends the request on a worker and lets go of a virtual thread's slot.
   *
   * @param slot the calling thread's slot, as {@link #current} gave it
   * @param nanos how long the worker was busy with the request
   * @param failed whether it ended in an uncaught exception of the application
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

  /** Returns the slots whose threads live. */
  public Collection<WorkerSlot> live() {
    return List.copyOf(slots.values());
  }

  /** Returns every slot that ever had a thread of a pool, by the pool's label. */
  public Map<String, List<WorkerSlot>> all() {
    Map<String, List<WorkerSlot>> copy = new TreeMap<>();
    synchronized (pools) {
      pools.forEach((label, pool) -> copy.put(label, List.copyOf(pool.slots())));
    }
    return copy;
  }

  /** Returns what virtual threads have served; they are too many to be told apart. */
  public VirtualWorkers virtualWorkers() {
    return virtualWorkers;
  }

  /**
   * Frees the slots of threads that have ended, and tells the observer.
   *
   * @param nowNanos the ticker's reading now
   */
  public void purge(long nowNanos) {
    tell(purged(nowNanos));
  }

  /**
   * Tells the observer that all workers are gone from its sight, and nothing from then on. Requests
   * that come all the same are followed as before. May be repeated.
   *
   * @param nowNanos the ticker's reading now
   */
  public void close(long nowNanos) {
    List<EndedWorker> ended;
    synchronized (pools) {
      ended = purged(nowNanos);
      if (!closed) {
        // They keep their slots: two threads in one would lose each other's counts.
        slots.values().stream()
            .filter(slot -> !slot.isTransient())
            .forEach(slot -> ended.add(slot.ended(nowNanos, true)));
      }
      closed = true;
    }
    tell(ended);
  }

  private WorkerSlot add(Thread thread, long nowNanos) {
    if (VirtualThreads.isVirtual(thread)) {
      WorkerSlot slot = virtualWorkers.slot(thread, nowNanos, observer, onFailure);
      slots.put(thread, slot);
      return slot;
    }
    return add(thread, assignment(observer, thread, onFailure), nowNanos);
  }

  /** Gives a thread its slot, and tells that it has one. */
  WorkerSlot add(Thread thread, Assignment assignment, long nowNanos) {
    WorkerSlot slot;
    List<EndedWorker> ended;
    boolean told;
    synchronized (pools) {
      ended = purged(nowNanos);
      slot =
          pools
              .computeIfAbsent(assignment.pool(), PoolSlots::new)
              .take(thread, assignment, nowNanos);
      slots.put(thread, slot);
      told = !closed;
    }
    tell(ended);
    if (told) {
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
   * Frees the slots of threads that have ended, and returns those that are to be told of. Runs when
   * a thread serves its first request, which is when a pool has replaced another.
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

  private void tell(List<EndedWorker> ended) {
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
