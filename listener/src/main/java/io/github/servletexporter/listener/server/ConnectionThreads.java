package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.Ticker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that serve the connections of the metrics port: few, and none of them occupied for long
 * by a slow client.
 *
 * <p>Thread-safe. A request has to arrive within the read limit, and within the grace limit while
 * other connections wait. The newest connection is served first, because among many its client is
 * the least likely to have given up; when the queue is full, the oldest connection in it is
 * aborted.
 */
final class ConnectionThreads implements Executor, AutoCloseable {

  static final int THREADS = 8;
  static final int WAITING = 64;

  private final Ticker ticker;
  private final long readNanos;
  private final long graceNanos;
  private final Map<Thread, ConnectionJob> running = new ConcurrentHashMap<>();
  private final NewestFirst waiting = new NewestFirst(WAITING);
  private final ThreadPoolExecutor threads;
  private final Thread watch;
  private volatile boolean closed;

  /** Creates the pool and starts its watch; the other threads start with the first connections. */
  ConnectionThreads(ThreadFactory factory, ServerLimits limits, Ticker ticker) {
    this.ticker = ticker;
    this.readNanos = limits.read().toNanos();
    this.graceNanos = limits.grace().toNanos();
    this.threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, limits.idle().toNanos(), TimeUnit.NANOSECONDS, waiting, factory);
    threads.allowCoreThreadTimeOut(true);
    this.watch = factory.newThread(this::watch);
    watch.start();
  }

  /**
   * Runs the turn of a connection as soon as a thread is free.
   *
   * @throws java.util.concurrent.RejectedExecutionException if this is closed
   */
  @Override
  public void execute(Runnable turn) {
    threads.execute(new ConnectionJob(turn, this));
  }

  /**
   * Records that the calling thread has read its request and begins to answer it.
   *
   * @param nanos time that the answer may take
   * @return whether the thread may answer; false on a thread that is not one of these
   */
  boolean answers(long nanos) {
    ConnectionJob job = running.get(Thread.currentThread());
    if (job != null) {
      job.answer(ticker.nanos() + nanos);
    }
    return job != null;
  }

  /** Returns whether the calling thread is one of these. */
  boolean runsHere() {
    return running.containsKey(Thread.currentThread());
  }

  /** Records the beginning of a job, and wakes the watch, which parks while none runs. */
  void begins(ConnectionJob job) {
    job.begin(Thread.currentThread(), ticker.nanos() + readNanos);
    running.put(Thread.currentThread(), job);
    LockSupport.unpark(watch);
  }

  void ends() {
    running.remove(Thread.currentThread());
  }

  /** Aborts all connections and ends the threads, for whose end the caller has to wait. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    running.values().forEach(ConnectionJob::abort);
    LockSupport.unpark(watch);
  }

  /** Aborts the jobs that have taken too long. */
  void look() {
    long now = ticker.nanos();
    boolean pressed = !waiting.isEmpty();
    for (ConnectionJob job : running.values()) {
      job.abortIfOverdue(now);
      if (pressed) {
        job.abortIfReading(now, readNanos - graceNanos);
      }
    }
  }

  private void watch() {
    while (!closed) {
      look();
      if (running.isEmpty() && waiting.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, graceNanos / 2);
      }
    }
  }
}
