package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.WebApp;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Factory of the metrics port's threads that finds all of them again. Thread-safe. */
final class ServerThreads implements ThreadFactory {

  private static final int MAX_THREADS = 64;

  private final ThreadGroup group;
  private final ThreadFactory factory;

  @SuppressWarnings("removal") // On Java 17 a non-daemon group stays in its parent for ever.
  ServerThreads(WebApp webApp) {
    this.group = new ThreadGroup(BackgroundThread.name(webApp, "server"));
    this.factory = BackgroundThread.factory(webApp, "server", group);
    group.setDaemon(true);
  }

  @Override
  public Thread newThread(Runnable task) {
    return factory.newThread(task);
  }

  /** Waits until all threads have ended; returns one that has not, or null if all have. */
  @Nullable Thread awaitEnd(Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    for (Thread thread : alive()) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, endNanos - System.nanoTime()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null; // the caller must not wait, and the threads may still end
      }
      if (thread.isAlive()) {
        return thread;
      }
    }
    return null;
  }

  /** Returns the threads that have started and not ended. */
  List<Thread> alive() {
    Thread[] threads = new Thread[MAX_THREADS];
    int count = group.enumerate(threads);
    return Arrays.asList(threads).subList(0, count);
  }
}
