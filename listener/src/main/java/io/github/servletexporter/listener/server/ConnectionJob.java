package io.github.servletexporter.listener.server;

import org.jspecify.annotations.Nullable;

/**
 * One turn of a connection on a thread: reads a request, answers it, or is cut off when that takes
 * too long. Thread-safe.
 *
 * <p>Blocking reads and writes of a channel end with the interrupt of their thread, and so does the
 * connection: this is how Java lets go of a client that does not send or does not read.
 */
final class ConnectionJob implements Runnable {

  private final Runnable turn;
  private final ConnectionThreads threads;
  private long deadlineNanos;
  private boolean reading = true;
  private boolean cutOff;
  private @Nullable Thread thread;

  /**
   * Creates a job that has not begun.
   *
   * @param turn what the server has to do, on the thread that runs this
   * @param threads told of its begin and end
   */
  ConnectionJob(Runnable turn, ConnectionThreads threads) {
    this.turn = turn;
    this.threads = threads;
  }

  /** Leaves the thread without an interrupt of ours. */
  @Override
  public void run() {
    threads.begins(this);
    try {
      turn.run();
    } finally {
      threads.ends();
      end();
    }
  }

  /** Says on which thread it runs from now on, and until when its request has to be read. */
  synchronized void begin(Thread runner, long readUntilNanos) {
    thread = runner;
    deadlineNanos = readUntilNanos;
  }

  /** Says that the request is read and has to be answered until then. */
  synchronized void answer(long untilNanos) {
    reading = false;
    deadlineNanos = untilNanos;
  }

  /** Cuts it off if its time is over. */
  synchronized void cutOffIfOverdue(long nowNanos) {
    if (nowNanos - deadlineNanos >= 0) {
      cutOff();
    }
  }

  /**
   * Cuts it off if it still reads.
   *
   * @param leftNanos how much of its time may be left at most; with more it is spared
   */
  synchronized void cutOffIfReading(long nowNanos, long leftNanos) {
    if (reading && deadlineNanos - nowNanos <= leftNanos) {
      cutOff();
    }
  }

  /** Cuts it off while it runs; again and again, should it have overlooked an interrupt. */
  synchronized void cutOff() {
    if (thread != null) {
      cutOff = true;
      thread.interrupt();
    }
  }

  /**
   * Ends the connection of a job that never gets a thread: with an interrupt waiting, its first
   * read closes it.
   */
  void refuse() {
    Thread.currentThread().interrupt();
    try {
      turn.run();
    } finally {
      Thread.interrupted();
    }
  }

  private synchronized void end() {
    thread = null;
    if (cutOff) {
      Thread.interrupted();
    }
  }
}
