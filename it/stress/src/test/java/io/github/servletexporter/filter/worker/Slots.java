package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Factory of slots and their threads. */
final class Slots {

  private static final long FOR_EVER = Long.MAX_VALUE;

  private Slots() {}

  /** Returns a thread that lives as long as the JVM; the test's own threads may end at any time. */
  static Thread livingThread() {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                LockSupport.park();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Returns a thread that is not alive; one that was never started serves the purpose. */
  static Thread deadThread() {
    return new Thread();
  }

  /** Returns a slot whose worker may serve one more request. */
  static WorkerSlot of(Thread thread) {
    return new WorkerSlot("pool", 0, 0, occupant(thread));
  }

  static Occupant occupant(Thread thread) {
    return new Occupant(thread, assignment(), 0, 0, 0);
  }

  static Assignment assignment() {
    return new Assignment("pool", new AtomicLong(1), FOR_EVER);
  }
}
