package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.WebApp;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Makes the threads of the server and knows all of them, also those that the Java platform's server
 * starts by itself: they inherit the group of the thread that starts it. Thread-safe.
 */
final class ServerThreads implements ThreadFactory {

  private static final int MAX_THREADS = 64;

  private final WebApp webApp;
  private final String name;
  private final ThreadGroup group;

  @SuppressWarnings("removal") // On Java 17 a group that is no daemon stays in its parent for ever.
  ServerThreads(WebApp webApp) {
    this.webApp = webApp;
    this.name = ("servlet-exporter-server " + webApp.contextPath()).strip();
    this.group = new ThreadGroup(name);
    group.setDaemon(true);
  }

  /** The thread inherits none of its starter's locals, which may be a deployer's. */
  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(group, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(webApp.loader());
    return thread;
  }

  /** Waits until all threads have ended; returns whether they have. */
  boolean haveEndedWithin(long millis) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (Thread thread : alive()) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
      thread.join(Math.max(1, leftMillis));
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the threads that have started and not ended. */
  List<Thread> alive() {
    Thread[] threads = new Thread[MAX_THREADS];
    int count = group.enumerate(threads);
    return Arrays.asList(threads).subList(0, count);
  }
}
