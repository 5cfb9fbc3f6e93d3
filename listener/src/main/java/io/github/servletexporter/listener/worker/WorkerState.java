package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.WorkerSlot;
import java.util.Locale;
import java.util.function.Predicate;

/** State of a worker. If several apply, a worker has the last of them. */
public enum WorkerState {
  /** The worker waits for a request. */
  IDLE,
  /** The worker serves a request. */
  BUSY,
  /** The worker has reached a limit and ends soon. */
  RETIRING,
  /** The worker serves a request that exceeds the timeout. */
  STUCK;

  /** Returns the value of the label {@code state}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static WorkerState of(WorkerSlot worker, Predicate<Thread> stuck) {
    if (worker.isBusy() && stuck.test(worker.thread())) {
      return STUCK;
    }
    if (worker.isDue()) {
      return RETIRING;
    }
    return worker.isBusy() ? BUSY : IDLE;
  }
}
