package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to the store: again and again, and one last time when it is closed.
 * Nobody waits for it but the one who closes, and that not for long.
 *
 * <p>Thread-safe; throws nothing.
 */
public final class StoreThread {

  private static final Logger LOGGER = System.getLogger(StoreThread.class.getName());
  private static final long LAST_WRITE_MILLIS = 2000;
  private static final long INTERRUPTED_MILLIS = 500;

  private final WebApp webApp;
  private final Work work;
  private final ThreadFactory threads;
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private volatile boolean closed;

  public StoreThread(WebApp webApp, Work work) {
    this(webApp, work, threads(webApp));
  }

  public StoreThread(WebApp webApp, Work work, ThreadFactory threads) {
    this.webApp = webApp;
    this.work = work;
    this.threads = threads;
  }

  /** The thread inherits none of its starter's locals, which may be a deployer's. */
  private static ThreadFactory threads(WebApp webApp) {
    return task -> {
      String name = ("servlet-exporter-store " + webApp.contextPath()).strip();
      Thread thread = new Thread(null, task, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(webApp.loader());
      return thread;
    };
  }

  /** Starts the thread unless it runs; without memory for one, the next call tries again. */
  public void ensureStarted() {
    if (closed || thread.get() != null) {
      return;
    }
    try {
      Thread next = threads.newThread(this::loop);
      if (thread.compareAndSet(null, next)) {
        start(next);
      }
    } catch (Throwable noThread) {
      LOGGER.log(Level.DEBUG, webApp + ": no thread for the shared store", noThread);
    }
  }

  /**
   * Ends the thread after one last write, for which it has two seconds. May be repeated.
   *
   * @param release what ends the waiting of a thread that hangs: closes its connections
   */
  public void close(Runnable release) {
    closed = true;
    Thread last = thread.get();
    if (last == null) {
      release.run();
      return;
    }
    LockSupport.unpark(last);
    join(last, LAST_WRITE_MILLIS);
    last.interrupt();
    release.run();
    join(last, INTERRUPTED_MILLIS);
    if (last.isAlive()) {
      LOGGER.log(
          Level.WARNING,
          "{0}: thread \"{1}\" hangs in the shared store and is left behind; the web application"
              + " stays in memory until it ends",
          webApp,
          last.getName());
    }
  }

  private void start(Thread next) {
    boolean started = false;
    try {
      next.start();
      started = true;
    } finally {
      if (!started) {
        thread.compareAndSet(next, null);
      }
    }
  }

  private void loop() {
    pause(work.firstDelay());
    while (!closed) {
      work.run(false);
      pause(work.delay());
    }
    work.run(true);
  }

  private void pause(Duration delay) {
    long endNanos = System.nanoTime() + delay.toNanos();
    // What the work has left interrupted must not turn this into a busy loop.
    Thread.interrupted();
    for (long left = delay.toNanos(); !closed && left > 0; left = endNanos - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      Thread.interrupted();
    }
  }

  private static void join(Thread last, long millis) {
    try {
      last.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the thread does. */
  interface Work {

    /** Returns how long to wait before the first time. */
    Duration firstDelay();

    /** Returns how long to wait between two times. */
    Duration delay();

    /**
     * Does it; throws nothing.
     *
     * @param last whether it is the last time
     */
    void run(boolean last);
  }
}
