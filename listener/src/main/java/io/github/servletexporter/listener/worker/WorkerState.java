package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.WorkerSlot;
import java.util.Locale;
import java.util.function.Predicate;

/** What a worker does. Each has one state, the last of these that is true of it. */
public enum WorkerState {
  /** Waits for a request. */
  IDLE,
  /** Serves a request. */
  BUSY,
  /** Has reached a limit and ends soon. */
  RETIRING,
  /** Serves a request that is over the timeout. */
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
