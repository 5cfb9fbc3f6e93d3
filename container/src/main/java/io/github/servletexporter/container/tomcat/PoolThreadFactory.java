package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.WorkerRun;
import io.github.servletexporter.container.Workers;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tomcat.util.threads.StopPooledThreadException;

/** Makes the threads of one pool; thread-safe. */
final class PoolThreadFactory implements ThreadFactory {

  private final ThreadGroup group = Thread.currentThread().getThreadGroup();
  private final AtomicInteger threads = new AtomicInteger();
  private final Workers workers;
  private final String namePrefix;
  private final boolean daemon;
  private final int priority;

  PoolThreadFactory(Workers workers, String namePrefix, boolean daemon, int priority) {
    this.workers = workers;
    this.namePrefix = namePrefix;
    this.daemon = daemon;
    this.priority = priority;
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // it is an attribute of the executor
  public Thread newThread(Runnable loop) {
    WorkerRun run = workers.run(() -> runQuietly(loop));
    String name = namePrefix + threads.incrementAndGet();
    PoolThread thread = WorkerRun.newThread(() -> new PoolThread(group, run, name));
    thread.setDaemon(daemon);
    thread.setPriority(priority);
    thread.setContextClassLoader(getClass().getClassLoader());
    return thread;
  }

  private static void runQuietly(Runnable loop) {
    try {
      loop.run();
    } catch (StopPooledThreadException end) {
      // how Tomcat's own pool ends a worker, too
    }
  }
}
