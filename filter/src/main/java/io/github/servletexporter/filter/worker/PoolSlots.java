package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The slots of one pool; as many as it ever had workers at a time. Guarded by the table's lock. */
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

  /** Gives a thread the free slot with the lowest number. */
  WorkerSlot take(Thread thread, Assignment assignment, long nowNanos) {
    int number = taken.nextClearBit(0);
    long requestsBefore = number < slots.size() ? slots.get(number).requests() : 0;
    Occupant occupant =
        new Occupant(thread, assignment, nowNanos, System.currentTimeMillis(), requestsBefore);
    if (number < slots.size()) {
      slots.get(number).occupy(occupant);
    } else {
      slots.add(new WorkerSlot(pool, number, occupant, false));
    }
    taken.set(number);
    return slots.get(number);
  }

  void free(WorkerSlot slot) {
    taken.clear(slot.number());
  }
}
