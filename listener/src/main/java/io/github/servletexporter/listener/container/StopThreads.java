package io.github.servletexporter.listener.container;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Threads on which the applications of a stopping server drain at the same time. They end with the
 * drains, before the server stops its first application. Throws nothing.
 */
public final class StopThreads {

  private static final Logger LOGGER = System.getLogger(StopThreads.class.getName());
  private static final String PURPOSE = "stop-";

  /** Limit of the threads; the container calls the listeners of further applications afterwards. */
  private static final int MAX_THREADS = 100;

  private StopThreads() {}

  /** Returns whether the current thread drains an application for the application of another. */
  public static boolean isCurrent() {
    return Thread.currentThread().getName().startsWith(BackgroundThread.PREFIX + PURPOSE);
  }

  /**
   * Returns whether a thread stops the server on which the current one drains an application. Such
   * a thread can belong to a request, which must not wait for itself.
   */
  public static boolean isStopping(Thread thread) {
    Thread current = Thread.currentThread();
    return thread == current
        || current.getName().startsWith(BackgroundThread.PREFIX + purpose(thread) + " ");
  }

  private static String purpose(Thread stopping) {
    return PURPOSE + stopping.getId();
  }

  /**
   * Runs the drain of an application, and those of others beside it. Returns when all have ended,
   * or when the thread is interrupted.
   *
   * @param webApp web application that runs them
   * @param own its own drain
   * @param others drains of other applications of the server
   */
  public static void run(WebApp webApp, Runnable own, List<Runnable> others) {
    List<Thread> started = start(webApp, others);
    own.run();
    try {
      for (Thread thread : started) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Thread> start(WebApp webApp, List<Runnable> others) {
    List<Thread> started = new ArrayList<>();
    ThreadFactory threads = BackgroundThread.factory(webApp, purpose(Thread.currentThread()), null);
    try {
      for (Runnable other : others.subList(0, Math.min(others.size(), MAX_THREADS))) {
        Thread thread = threads.newThread(() -> drain(webApp, other));
        thread.start();
        started.add(thread);
      }
    } catch (OutOfMemoryError noThread) {
      // The container calls the listeners of the other applications one after the other.
    }
    return started;
  }

  private static void drain(WebApp webApp, Runnable other) {
    try {
      other.run();
    } catch (Throwable e) {
      LOGGER.log(
          Level.WARNING,
          webApp + ": cannot drain another application of the server beside this one",
          LoggedFailure.of(e));
    }
  }
}
