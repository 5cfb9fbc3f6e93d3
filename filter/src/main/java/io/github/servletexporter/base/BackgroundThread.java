package io.github.servletexporter.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Thread that does recurring work in the background of a web application. Every background thread
 * of servlet-exporter is of this type, because it runs in a process that belongs to others:
 *
 * <ul>
 *   <li>It is a daemon named {@code servlet-exporter-<purpose> <context path>}.
 *   <li>It inherits neither thread-locals nor the access control context of the thread that starts
 *       it, and its context class loader is the web application's, set anew before each step.
 *   <li>Nothing that a step throws ends it, and an interrupt that a step leaves behind does not
 *       reach the next one.
 *   <li>When the JVM can start no further thread, {@link #start()} reports that, and a later call
 *       tries again.
 *   <li>{@link #close()} takes a bounded time; a thread that runs on is named in a warning.
 * </ul>
 *
 * <p>Thread-safe; throws nothing.
 */
public final class BackgroundThread implements AutoCloseable {

  /** Beginning of the names of all threads. */
  public static final String PREFIX = "servlet-exporter-";

  private static final Logger LOGGER = System.getLogger(BackgroundThread.class.getName());
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final WebApp webApp;
  private final ThreadFactory threads;
  private final Job job;
  private final CloseLimits limits;
  private final Object lock = new Object();
  private volatile @Nullable Thread thread;
  private volatile boolean closed;
  private volatile boolean aborted;
  private volatile boolean done;

  /**
   * Creates a background thread; does not start it.
   *
   * @param webApp web application that the thread works for
   * @param purpose purpose of the thread, the first part of its name
   * @param job work of the thread
   * @param limits time that {@link #close()} may take
   */
  public BackgroundThread(WebApp webApp, String purpose, Job job, CloseLimits limits) {
    this(webApp, factory(webApp, purpose, null), job, limits);
  }

  /**
   * Creates a background thread whose thread comes from a factory; does not start it.
   *
   * @param webApp web application that the thread works for
   * @param threads creates the thread, see {@link #factory}
   * @param job work of the thread
   * @param limits time that {@link #close()} may take
   */
  public BackgroundThread(WebApp webApp, ThreadFactory threads, Job job, CloseLimits limits) {
    this.webApp = webApp;
    this.threads = threads;
    this.job = job;
    this.limits = limits;
  }

  /**
   * Returns a factory of threads with the properties that the class description lists, for code
   * that has to start threads by itself, such as an executor.
   *
   * @param webApp web application that the threads work for
   * @param purpose purpose of the threads, the first part of their names
   * @param group group of the threads, or null for the group of the thread that calls the factory
   */
  public static ThreadFactory factory(WebApp webApp, String purpose, @Nullable ThreadGroup group) {
    String name = name(webApp, purpose);
    return task ->
        withoutCallersContext(
            () -> {
              Thread thread = new Thread(group, task, name, 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(webApp.loader());
              return thread;
            });
  }

  /** Returns the name of threads with a purpose. */
  public static String name(WebApp webApp, String purpose) {
    return (PREFIX + purpose + " " + webApp.name()).strip();
  }

  /**
   * Up to Java 23 a thread keeps the protection domains, and so the class loaders, of everything on
   * the stack of its creation.
   */
  @SuppressWarnings("removal") // no other call clears the context, which Java 24 no longer has
  private static Thread withoutCallersContext(PrivilegedAction<Thread> creation) {
    return Runtime.version().feature() < 24
        ? AccessController.doPrivileged(creation)
        : creation.run();
  }

  /**
   * Logs that a thread goes on after its web application has ended. Throws nothing.
   *
   * @param webApp web application that the thread worked for
   * @param left thread that goes on
   * @param activity activity of the thread as a present participle with its object, such as {@code
   *     writing the error log}; empty if unknown
   */
  public static void warnLeftBehind(WebApp webApp, Thread left, String activity) {
    try {
      LOGGER.log(
          Level.WARNING,
          "{0}: thread \"{1}\" is left behind{2}; the web application stays in memory until the"
              + " thread ends",
          webApp,
          LogText.escaped(left.getName()),
          activity.isEmpty() ? "" : " while " + activity);
    } catch (Throwable logging) {
      // The logger of the application fails; the application ends nevertheless.
    }
  }

  /**
   * Starts the thread unless it runs, its job is done, or this is closed. If no thread can be
   * started, reports that to the job; the next call tries again.
   *
   * @return whether the thread runs
   */
  public boolean start() {
    if (closed || done) {
      return false;
    }
    if (hasThread()) {
      return true;
    }
    try {
      return startThread();
    } catch (Throwable noThread) {
      failed(noThread);
      return false;
    }
  }

  /** Holds the lock that a close takes first, so that no thread starts after a close. */
  private boolean startThread() {
    synchronized (lock) {
      if (closed) {
        return false;
      }
      Thread old = thread;
      if (!hasThread()) {
        Thread next = threads.newThread(this::loop);
        thread = next;
        boolean started = false;
        try {
          next.start();
          started = true;
        } finally {
          if (!started) {
            thread = old;
          }
        }
      }
      return true;
    }
  }

  /** Returns whether the thread runs or is about to. */
  public boolean hasThread() {
    Thread present = thread;
    return present != null && present.getState() != Thread.State.TERMINATED;
  }

  /** Returns whether the end of the thread has been requested. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Waits; returns early when this is closed or the thread is unparked. For use by the job.
   *
   * @param nanos time to wait
   */
  public void pause(long nanos) {
    if (!closed) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** Ends a {@link #pause} of the thread. */
  public void wake() {
    LockSupport.unpark(thread);
  }

  /**
   * Requests the end of the thread and interrupts it, without waiting. For a thread that hangs and
   * is replaced.
   */
  public void abandon() {
    markClosed();
    abort();
  }

  /**
   * Waits for the end of the thread, also while the calling thread is interrupted.
   *
   * @param limit longest time to wait
   * @return whether the thread has ended or was never started
   */
  public boolean awaitEnd(Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    while (isAlive() && endNanos - System.nanoTime() > 0) {
      try {
        join(endNanos - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !isAlive();
  }

  /** Logs that the thread is left behind, with its job's present activity. */
  public void warnLeftBehind() {
    Thread left = thread;
    if (left != null) {
      warnLeftBehind(webApp, left, job.activity());
    }
  }

  /**
   * Ends the thread: requests its end, waits, interrupts it, waits again, and leaves it behind with
   * a warning if it still runs. Only the first call has an effect, and a call by the thread itself
   * does not wait.
   */
  @Override
  public void close() {
    if (!markClosed()) {
      return;
    }
    quietly(job::wake);
    wake();
    if (thread == Thread.currentThread() || awaitEnd(limits.finish())) {
      return;
    }
    abort();
    if (!awaitEnd(limits.abort())) {
      warnLeftBehind();
    }
  }

  /** Returns whether this was not closed. */
  private boolean markClosed() {
    synchronized (lock) {
      boolean first = !closed;
      closed = true;
      return first;
    }
  }

  private void abort() {
    aborted = true;
    Thread present = thread;
    if (present != null) {
      present.interrupt();
    }
    quietly(job::abort);
  }

  private boolean isAlive() {
    Thread present = thread;
    return present != null && present.isAlive();
  }

  private void join(long nanos) throws InterruptedException {
    Thread present = thread;
    if (present != null) {
      TimeUnit.NANOSECONDS.timedJoin(present, nanos);
    }
  }

  private void loop() {
    try {
      while (mayStep()) {
        step();
      }
    } finally {
      end();
    }
  }

  /**
   * Clears an interrupt of the last step before it reads the flag. A close sets the flag before it
   * interrupts, so one of the two is always noticed.
   */
  private boolean mayStep() {
    Thread.interrupted();
    return !closed && !done;
  }

  private void step() {
    try {
      Thread.currentThread().setContextClassLoader(webApp.loader());
      done = !job.step(this);
    } catch (InterruptedException e) {
      // Closed, or a step interrupted its own thread: the loop finds out which.
    } catch (Throwable e) {
      failed(e);
      Thread.interrupted(); // an interrupt left behind would turn the pause into a busy loop
      pause(PAUSE_AFTER_FAILURE.toNanos());
    }
  }

  private void end() {
    if (aborted) {
      Thread.currentThread().interrupt();
    }
    quietly(job::end);
  }

  private void quietly(Step step) {
    try {
      step.run();
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void failed(Throwable failure) {
    try {
      job.failed(failure);
    } catch (Throwable reporting) {
      // The failure cannot be reported, and the thread continues.
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /** Work of a background thread. */
  public interface Job {

    /**
     * Does the next piece of work, waiting for it if necessary. Called again and again until it
     * returns false or the thread is closed; an exception is reported and the work goes on a second
     * later.
     *
     * @param self the thread that calls
     * @return whether there is or may come more to do
     * @throws Exception if the work fails; an InterruptedException is not reported
     */
    boolean step(BackgroundThread self) throws Exception;

    /** Reports what a step threw, or that the JVM can start no thread. */
    void failed(Throwable failure);

    /**
     * Does the last piece of work, on the thread, after the last step. If the thread is to be
     * aborted by then, it is interrupted.
     *
     * @throws Exception if the work fails
     */
    default void end() throws Exception {}

    /**
     * Makes a step return if it waits for work by other means than {@link #pause}. Called by the
     * closing thread, once the thread is closed.
     */
    default void wake() {}

    /**
     * Discards work that is left and releases what the thread is blocked on. Called by the closing
     * thread when the thread did not end in time and is interrupted.
     */
    default void abort() {}

    /**
     * Returns what the thread is doing, as a present participle with its object, such as {@code
     * writing the error log}; empty if that is unknown. Called by the closing thread.
     */
    default String activity() {
      return "";
    }
  }

  /**
   * Limits on the time that {@link #close()} takes.
   *
   * @param finish time that the thread has to end by itself; zero to interrupt it at once
   * @param abort time that the thread has after it is interrupted
   */
  public record CloseLimits(Duration finish, Duration abort) {}
}
