package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what is to be done in a web application every now and then, on one thread of its own.
 *
 * <p>Thread-safe; throws nothing. Tasks run one at a time, each a delay after its last end. What a
 * task throws is handed on, and it runs again.
 *
 * <p>The JVM may have no thread left when this starts; the web application starts nevertheless.
 * Every scrape then tries again, and as long as there is no thread it does what is due on its own,
 * see {@link #runUnlessThreaded()}.
 */
public final class Housekeeping implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(Housekeeping.class.getName());
  private static final long JOIN_MILLIS = 2000;

  private final WebApp webApp;

  /** An array: going through it takes no memory, so that want of memory doesn't end the thread. */
  private volatile ScheduledTask[] tasks;

  private final Ticker ticker;
  private final BiConsumer<String, Throwable> onFailure;
  private final ThreadFactory threads;
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * Creates the schedule; starts nothing.
   *
   * @param webApp the web application
   * @param tasks what is to be done, first after their delays
   * @param onFailure told what a task threw, with its name, or why there is no thread; counts and
   *     logs
   * @param ticker the time that tells what is due
   */
  public Housekeeping(
      WebApp webApp,
      List<HousekeepingTask> tasks,
      BiConsumer<String, Throwable> onFailure,
      Ticker ticker) {
    this(webApp, tasks, onFailure, ticker, threads(webApp));
  }

  Housekeeping(
      WebApp webApp,
      List<HousekeepingTask> tasks,
      BiConsumer<String, Throwable> onFailure,
      Ticker ticker,
      ThreadFactory threads) {
    this.webApp = webApp;
    this.tasks =
        tasks.stream().map(task -> new ScheduledTask(task, ticker)).toArray(ScheduledTask[]::new);
    this.ticker = ticker;
    this.onFailure = onFailure;
    this.threads = threads;
  }

  /** The thread inherits none of its starter's locals, which may be a deployer's or a request's. */
  private static ThreadFactory threads(WebApp webApp) {
    return task -> {
      String name = ("servlet-exporter-housekeeping " + webApp.contextPath()).strip();
      Thread thread = new Thread(null, task, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(webApp.loader());
      return thread;
    };
  }

  /** Adds a task, first run after its delay. To be called by one thread, before the start. */
  public void add(HousekeepingTask task) {
    ScheduledTask[] more = Arrays.copyOf(tasks, tasks.length + 1);
    more[tasks.length] = new ScheduledTask(task, ticker);
    tasks = more;
  }

  /** Starts the thread, unless there is one or this is closed. */
  public void start() {
    if (closed || hasThread()) {
      return;
    }
    try {
      Thread old = thread.get();
      Thread next = threads.newThread(this::loop);
      if (thread.compareAndSet(old, next)) {
        start(next);
      }
    } catch (Throwable noThread) {
      failed("start", noThread);
    }
  }

  /**
   * Starts the thread if there is none, and if there can be none does what is due now. For scrapes,
   * which come by themselves; with a thread it costs them nothing.
   */
  public void runUnlessThreaded() {
    if (!hasThread()) {
      start();
      if (!hasThread()) {
        runDue();
      }
    }
  }

  /**
   * Ends the thread: interrupts what it does and waits a bounded time for its end. A task that goes
   * on all the same is named in a warning and left. May be repeated.
   */
  @Override
  public void close() {
    closed = true;
    Thread last = thread.getAndSet(null);
    if (last == null || last == Thread.currentThread()) {
      return;
    }
    last.interrupt();
    try {
      last.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (last.isAlive()) {
      warnOf(last);
    }
  }

  /** Does what is due, unless another thread is at it. */
  void runDue() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      for (ScheduledTask task : tasks) {
        if (!closed && task.nanosLeft() <= 0) {
          run(task);
        }
      }
    } finally {
      running.set(false);
    }
  }

  private void run(ScheduledTask task) {
    try {
      task.run();
    } catch (Throwable e) {
      failed(task.name(), e);
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
    if (closed) {
      next.interrupt();
    }
  }

  private void loop() {
    while (!closed) {
      runDue();
      // A task may have left its thread interrupted. The order matters: what closes this says so
      // first and interrupts then, so that one of the two is seen here.
      Thread.interrupted();
      if (!closed) {
        LockSupport.parkNanos(this, nanosLeft());
      }
    }
  }

  private long nanosLeft() {
    long least = Long.MAX_VALUE;
    for (ScheduledTask task : tasks) {
      least = Math.min(least, task.nanosLeft());
    }
    return least;
  }

  private boolean hasThread() {
    Thread present = thread.get();
    return present != null && present.getState() != Thread.State.TERMINATED;
  }

  private void failed(String task, Throwable failure) {
    try {
      onFailure.accept(task, failure);
    } catch (Throwable e) {
      // Nobody is left to tell; the task runs again.
    }
  }

  private void warnOf(Thread left) {
    List<String> names =
        Arrays.stream(tasks).filter(ScheduledTask::isRunning).map(ScheduledTask::name).toList();
    try {
      LOGGER.log(
          Level.WARNING,
          "{0}: thread \"{1}\" is left behind in {2}; the web application stays in memory until it"
              + " ends",
          webApp,
          left.getName(),
          names);
    } catch (Throwable logging) {
      // A logger that fails; the web application ends all the same.
    }
  }
}
