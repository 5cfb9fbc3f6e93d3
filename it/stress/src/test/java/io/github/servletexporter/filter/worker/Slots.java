package io.github.servletexporter.filter.worker;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Makes slots and their occupants. */
final class Slots {

  private static final long FOR_EVER = Long.MAX_VALUE;

  private Slots() {}

  /** A thread that is alive as long as the JVM; the test's own may end at any time. */
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

  /** A thread that is not alive; that it never was makes no difference here. */
  static Thread deadThread() {
    return new Thread();
  }

  /** A slot whose worker may serve one request more. */
  static WorkerSlot of(Thread thread) {
    return new WorkerSlot("pool", 0, occupant(thread), false);
  }

  static Occupant occupant(Thread thread) {
    return new Occupant(thread, assignment(), 0, 0, 0);
  }

  static Assignment assignment() {
    return new Assignment("pool", new AtomicLong(1), FOR_EVER);
  }
}
