package io.github.servletexporter.filter.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.BitSet;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers that have served a request, one slot each.
 *
 * <p>Thread-safe. A map and not a {@link ThreadLocal}: a value of ours on the container's threads
 * would keep an undeployed web app's class loader alive. A platform thread gets its slot at its
 * first request and keeps it until it ends; a virtual thread, of which there is one per request,
 * has one while its request runs, so that nothing grows with the number of requests.
 */
public final class WorkerTable {

  private static final MethodHandle IS_VIRTUAL = isVirtualHandle();

  private final ConcurrentHashMap<Thread, WorkerSlot> slots = new ConcurrentHashMap<>();
  private final BitSet numbersInUse = new BitSet();

  /** Returns the calling thread's slot, made at its first request. */
  public WorkerSlot current() {
    Thread thread = Thread.currentThread();
    WorkerSlot slot = slots.get(thread);
    return slot != null ? slot : add(thread);
  }

  /**
   * Ends the request on a worker and lets go of a virtual thread's slot.
   *
   * @param slot the calling thread's slot, as {@link #current()} gave it
   */
  public void end(WorkerSlot slot) {
    slot.end();
    if (slot.isTransient()) {
      slots.remove(slot.thread());
    }
  }

  /** Adds to {@code counts} the busy workers by the method index of their request. */
  public void addBusy(long[] counts) {
    for (WorkerSlot slot : slots.values()) {
      int method = slot.activeMethod();
      if (method != WorkerSlot.IDLE) {
        counts[method]++;
      }
    }
  }

  /** Returns how many slots there are now. */
  int size() {
    return slots.size();
  }

  private WorkerSlot add(Thread thread) {
    if (isVirtual(thread)) {
      // The id spreads virtual threads over the stripes; as a number it would be no bounded label.
      WorkerSlot slot = new WorkerSlot((int) thread.getId() & Integer.MAX_VALUE, thread, true);
      slots.put(thread, slot);
      return slot;
    }
    synchronized (numbersInUse) {
      dropEndedThreads();
      int number = numbersInUse.nextClearBit(0);
      numbersInUse.set(number);
      WorkerSlot slot = new WorkerSlot(number, thread, false);
      slots.put(thread, slot);
      return slot;
    }
  }

  /** Runs when a thread serves its first request, which is when a pool has replaced another. */
  private void dropEndedThreads() {
    for (Iterator<WorkerSlot> all = slots.values().iterator(); all.hasNext(); ) {
      WorkerSlot slot = all.next();
      if (!slot.isTransient() && !slot.thread().isAlive()) {
        all.remove();
        numbersInUse.clear(slot.number());
      }
    }
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable e) {
      throw new AssertionError(e); // Thread.isVirtual() throws nothing
    }
  }

  /** {@code Thread.isVirtual()} exists from Java 21 on; before that no thread is virtual. */
  private static MethodHandle isVirtualHandle() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException javaBefore21) {
      return MethodHandles.dropArguments(
          MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }
}
