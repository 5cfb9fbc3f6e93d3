package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.WorkerSlot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Processor time and allocated heap memory of the workers, by slot.
 *
 * <p>Each scrape reads all workers with one call, because a call for a single foreign thread is
 * expensive. A worker also reads its own usage when it starts and when it becomes due, because the
 * JVM reports nothing about a thread that has ended. The usage between the last reading of a worker
 * and its end is missed. Thread-safe.
 */
final class ResourceUsage {

  private final ThreadUsage threads;
  private final Map<WorkerSlot, SlotUsage> slots = new ConcurrentHashMap<>();

  ResourceUsage() {
    this(ThreadUsage.ofThisJvm());
  }

  ResourceUsage(ThreadUsage threads) {
    this.threads = threads;
  }

  /** Takes the first reading of a worker. Called on its thread. */
  void started(WorkerSlot slot) {
    slots
        .computeIfAbsent(slot, any -> new SlotUsage())
        .occupy(slot.thread(), threads.currentCpuNanos(), threads.currentAllocatedBytes());
  }

  /** Takes what is probably the last reading of a worker. Called on its thread. */
  void due(WorkerSlot slot) {
    of(slot).read(slot.thread(), threads.currentCpuNanos(), threads.currentAllocatedBytes());
  }

  /** Takes a reading of all running workers. */
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

  /** Returns the usage of all threads of a slot, according to the readings so far. */
  SlotUsage of(WorkerSlot slot) {
    return slots.getOrDefault(slot, new SlotUsage());
  }

  /** Usage of the threads of one slot. Thread-safe. */
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

    /** Returns the processor time, or {@link ThreadUsage#UNKNOWN}. */
    synchronized long cpuNanos() {
      return cpuNanos.total();
    }

    /** Returns the allocated memory, or {@link ThreadUsage#UNKNOWN}. */
    synchronized long allocatedBytes() {
      return allocatedBytes.total();
    }
  }

  /**
   * Sum of a counter over the successive threads of a slot. A failed reading does not change the
   * sum.
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
