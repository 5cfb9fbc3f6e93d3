package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.worker.WorkerRun;
import io.github.servletexporter.container.worker.Workers;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tomcat.util.threads.StopPooledThreadException;

/** Factory of the threads of one pool. Thread-safe. */
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
  @SuppressWarnings("ThreadPriorityCheck") // the priority is an attribute of the executor
  public Thread newThread(Runnable loop) {
    WorkerRun run = workers.run(() -> runQuietly(loop));
    String name = namePrefix + threads.incrementAndGet();
    TomcatPoolThread thread = WorkerRun.newThread(() -> new TomcatPoolThread(group, run, name));
    thread.setDaemon(daemon);
    thread.setPriority(priority);
    thread.setContextClassLoader(getClass().getClassLoader());
    return thread;
  }

  private static void runQuietly(Runnable loop) {
    try {
      loop.run();
    } catch (StopPooledThreadException end) {
      // Tomcat's own pool also ends workers by this exception.
    }
  }
}
