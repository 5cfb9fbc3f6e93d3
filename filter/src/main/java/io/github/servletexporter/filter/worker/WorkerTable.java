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
    tell(purged(nowNanos, false));
  }

  /**
   * Tells the observer that all workers are gone from its sight.
   *
   * @param nowNanos the ticker's reading now
   */
  public void close(long nowNanos) {
    tell(purged(nowNanos, true));
  }

  private WorkerSlot add(Thread thread, long nowNanos) {
    if (VirtualThreads.isVirtual(thread)) {
      WorkerSlot slot = virtualWorkers.slot(thread, nowNanos, observer, onFailure);
      slots.put(thread, slot);
      return slot;
    }
    Assignment assignment = assignment(observer, thread, onFailure);
    WorkerSlot slot;
    List<EndedWorker> ended;
    synchronized (pools) {
      ended = purged(nowNanos, false);
      slot =
          pools
              .computeIfAbsent(assignment.pool(), PoolSlots::new)
              .take(thread, assignment, nowNanos);
      slots.put(thread, slot);
    }
    tell(ended);
    guarded(() -> observer.started(slot));
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

  /** Runs when a thread serves its first request, which is when a pool has replaced another. */
  private List<EndedWorker> purged(long nowNanos, boolean stopped) {
    List<EndedWorker> ended = new ArrayList<>();
    synchronized (pools) {
      for (Iterator<WorkerSlot> all = slots.values().iterator(); all.hasNext(); ) {
        WorkerSlot slot = all.next();
        boolean dead = !slot.thread().isAlive();
        if (!slot.isTransient() && (dead || stopped)) {
          all.remove();
          ended.add(slot.ended(nowNanos, !dead));
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
