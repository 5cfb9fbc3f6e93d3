package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.WorkerSlot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processor time and the heap memory that workers have used, by slot.
 *
 * <p>Read for all workers in one call at each scrape, since asking for a single foreign thread is
 * expensive; and by a worker itself when it starts and when it becomes due, since a dead thread
 * tells nothing. What a worker uses between its last reading and its end is not seen. Thread-safe.
 */
public final class WorkerUsage {

  private final ThreadUsage threads;
  private final Map<WorkerSlot, SlotUsage> slots = new ConcurrentHashMap<>();

  /** Creates a record without readings. */
  public WorkerUsage() {
    this(ThreadUsage.ofThisJvm());
  }

  WorkerUsage(ThreadUsage threads) {
    this.threads = threads;
  }

  /** Takes the first reading of a worker, on its own thread. */
  void started(WorkerSlot slot) {
    slots
        .computeIfAbsent(slot, any -> new SlotUsage())
        .occupy(slot.thread(), threads.currentCpuNanos(), threads.currentAllocatedBytes());
  }

  /** Takes what is probably the last reading of a worker, on its own thread. */
  void due(WorkerSlot slot) {
    of(slot).read(slot.thread(), threads.currentCpuNanos(), threads.currentAllocatedBytes());
  }

  /** Reads all workers that live. */
  void read(Collection<WorkerSlot> live) {
    List<WorkerSlot> workers = live.stream().filter(slots::containsKey).toList();
    List<Thread> owners = workers.stream().map(WorkerSlot::thread).toList();
    long[] ids = owners.stream().mapToLong(Thread::getId).toArray();
    long[] cpuNanos = threads.cpuNanos(ids);
    long[] allocatedBytes = threads.allocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      of(workers.get(i)).read(owners.get(i), cpuNanos[i], allocatedBytes[i]);
    }
  }

  /** Returns what all threads of a slot have used, as far as it was read. */
  SlotUsage of(WorkerSlot slot) {
    return slots.getOrDefault(slot, new SlotUsage());
  }

  /** What the threads of one slot have used. Thread-safe. */
  static final class SlotUsage {

    private final Meter cpuNanos = new Meter();
    private final Meter allocatedBytes = new Meter();
    private long threadId = -1;

    private synchronized void occupy(Thread next, long cpu, long allocated) {
      threadId = next.getId();
      cpuNanos.restart(cpu);
      allocatedBytes.restart(allocated);
    }

    private synchronized void read(Thread thread, long cpu, long allocated) {
      if (thread.getId() == threadId) {
        cpuNanos.read(cpu);
        allocatedBytes.read(allocated);
      }
    }

    /** Returns nanoseconds, or {@link ThreadUsage#UNKNOWN}. */
    synchronized long cpuNanos() {
      return cpuNanos.total();
    }

    /** Returns bytes, or {@link ThreadUsage#UNKNOWN}. */
    synchronized long allocatedBytes() {
      return allocatedBytes.total();
    }
  }

  /**
   * Sums up a thread's own counter over the threads that follow each other. A reading that fails
   * leaves the sum as it is.
   */
  private static final class Meter {

    private long ofEarlierThreads;
    private long first = ThreadUsage.UNKNOWN;
    private long last = ThreadUsage.UNKNOWN;
    private boolean known;

    void restart(long reading) {
      ofEarlierThreads += last - first;
      first = ThreadUsage.UNKNOWN;
      last = ThreadUsage.UNKNOWN;
      read(reading);
    }

    void read(long reading) {
      if (first == ThreadUsage.UNKNOWN) {
        first = reading;
      }
      last = Math.max(last, reading);
      known |= reading != ThreadUsage.UNKNOWN;
    }

    long total() {
      return known ? ofEarlierThreads + last - first : ThreadUsage.UNKNOWN;
    }
  }
}
