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
 * The threads of the server: few, and none of them held for long by a client that is slow.
 *
 * <p>Thread-safe. A request has five seconds to come in, and a quarter of one when others wait. Who
 * came last is served first, since among many it is the one that has not given up; of those that
 * find no room to wait, the eldest is cut off.
 */
final class ConnectionThreads implements Executor, AutoCloseable {

  static final int THREADS = 8;
  static final int WAITING = 64;

  private static final long IDLE_SECONDS = 30;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Ticker ticker;
  private final Map<Thread, ConnectionJob> running = new ConcurrentHashMap<>();
  private final NewestFirst waiting = new NewestFirst(WAITING);
  private final ThreadPoolExecutor threads;
  private final Thread watch;
  private volatile boolean closed;

  /** Creates and starts the watch; other threads come with the first connections. */
  ConnectionThreads(ThreadFactory factory, Ticker ticker) {
    this.ticker = ticker;
    this.threads =
        new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, waiting, factory);
    threads.allowCoreThreadTimeOut(true);
    this.watch = factory.newThread(this::watch);
    watch.start();
  }

  /**
   * Runs a connection's turn as soon as there is a thread for it.
   *
   * @throws java.util.concurrent.RejectedExecutionException if this is closed
   */
  @Override
  public void execute(Runnable turn) {
    threads.execute(new ConnectionJob(turn, this));
  }

  /**
   * Says that the present thread has read its request and answers it.
   *
   * @param nanos how long that may take
   * @return whether it may go on; not on threads of others
   */
  boolean answers(long nanos) {
    ConnectionJob job = running.get(Thread.currentThread());
    if (job != null) {
      job.answer(ticker.nanos() + nanos);
    }
    return job != null;
  }

  /** Returns whether the present thread is one of these. */
  boolean runsHere() {
    return running.containsKey(Thread.currentThread());
  }

  /** The watch parks while nobody runs: it has to be woken after this job can be seen. */
  void begins(ConnectionJob job) {
    job.begin(Thread.currentThread(), ticker.nanos() + READ_NANOS);
    running.put(Thread.currentThread(), job);
    LockSupport.unpark(watch);
  }

  void ends() {
    running.remove(Thread.currentThread());
  }

  /** Cuts everyone off and ends the threads, which the caller has to wait for. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    running.values().forEach(ConnectionJob::cutOff);
    LockSupport.unpark(watch);
  }

  /** Cuts off who has taken too long; with others waiting, whose request has not come at once. */
  void look() {
    long now = ticker.nanos();
    boolean pressed = !waiting.isEmpty();
    for (ConnectionJob job : running.values()) {
      job.cutOffIfOverdue(now);
      if (pressed) {
        job.cutOffIfReading(now, READ_NANOS - GRACE_NANOS);
      }
    }
  }

  private void watch() {
    while (!closed) {
      look();
      if (running.isEmpty() && waiting.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, LOOK_NANOS);
      }
    }
  }
}
