package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.base.Ticker;

/** A task and when it is due. Run by one thread at a time, looked at by any. */
final class ScheduledTask {

  private final HousekeepingTask task;
  private final Ticker ticker;
  private volatile long dueNanos;
  private volatile boolean running;

  ScheduledTask(HousekeepingTask task, Ticker ticker) {
    this.task = task;
    this.ticker = ticker;
    putOff();
  }

  String name() {
    return task.name();
  }

  boolean isRunning() {
    return running;
  }

  /** Returns the time until the task is due; no more than 0 when it is. */
  long nanosLeft() {
    return dueNanos - ticker.nanos();
  }

  /** Runs the task, and throws what it throws; it is due again a delay after its end. */
  void run() {
    running = true;
    try {
      task.action().run();
    } finally {
      running = false;
      putOff();
    }
  }

  private void putOff() {
    dueNanos = ticker.nanos() + task.delay().toNanos();
  }
}
