package io.github.servletexporter.listener.server;

import org.jspecify.annotations.Nullable;

/**
 * Turn of a connection on a thread, which reads one request and answers it, and is aborted if that
 * takes too long. Thread-safe.
 *
 * <p>An interrupt ends a blocking read or write of a channel and closes the connection: the way in
 * which Java releases a thread from a client that does not send or does not read.
 */
final class ConnectionJob implements Runnable {

  private final Runnable turn;
  private final ConnectionThreads threads;
  private long deadlineNanos;
  private boolean reading = true;
  private boolean aborted;
  private @Nullable Thread thread;

  /**
   * Creates a job that has not begun.
   *
   * @param turn work of the server, on the thread that runs the job
   * @param threads is notified of the beginning and end
   */
  ConnectionJob(Runnable turn, ConnectionThreads threads) {
    this.turn = turn;
    this.threads = threads;
  }

  /** Runs the turn and leaves no interrupt of an abort behind. */
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

  /** Records the thread of the job and the time by which its request has to be read. */
  synchronized void begin(Thread runner, long readUntilNanos) {
    thread = runner;
    deadlineNanos = readUntilNanos;
  }

  /** Records that the request is read, and the time by which it has to be answered. */
  synchronized void answer(long untilNanos) {
    reading = false;
    deadlineNanos = untilNanos;
  }

  /** Aborts the job if its time is over. */
  synchronized void abortIfOverdue(long nowNanos) {
    if (nowNanos - deadlineNanos >= 0) {
      abort();
    }
  }

  /**
   * Aborts the job if it still reads.
   *
   * @param leftNanos remaining time up to which it is aborted
   */
  synchronized void abortIfReading(long nowNanos, long leftNanos) {
    if (reading && deadlineNanos - nowNanos <= leftNanos) {
      abort();
    }
  }

  /** Aborts the job if it runs. Repeated calls help when it has missed an interrupt. */
  synchronized void abort() {
    if (thread != null) {
      aborted = true;
      thread.interrupt();
    }
  }

  /**
   * Ends the connection of a job that gets no thread: with a pending interrupt, its first read
   * closes the connection.
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
    if (aborted) {
      Thread.interrupted();
    }
  }
}
