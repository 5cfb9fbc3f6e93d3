package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Slots of one pool: as many as the largest number of simultaneous workers so far. Guarded by the
 * lock of the table.
 */
final class PoolSlots {

  private final String pool;
  private final List<WorkerSlot> slots = new ArrayList<>();
  private final BitSet taken = new BitSet();

  PoolSlots(String pool) {
    this.pool = pool;
  }

  List<WorkerSlot> slots() {
    return slots;
  }

  /**
   * Assigns the free slot with the lowest number to a thread.
   *
   * @param newWriter returns the number of a new slot among those of all pools
   */
  WorkerSlot take(Thread thread, Assignment assignment, long nowNanos, IntSupplier newWriter) {
    int number = taken.nextClearBit(0);
    long requestsBefore = number < slots.size() ? slots.get(number).requests() : 0;
    Occupant occupant =
        new Occupant(thread, assignment, nowNanos, System.currentTimeMillis(), requestsBefore);
    if (number < slots.size()) {
      slots.get(number).occupy(occupant);
    } else {
      slots.add(new WorkerSlot(pool, number, newWriter.getAsInt(), occupant));
    }
    taken.set(number);
    return slots.get(number);
  }

  void free(WorkerSlot slot) {
    taken.clear(slot.number());
  }
}
