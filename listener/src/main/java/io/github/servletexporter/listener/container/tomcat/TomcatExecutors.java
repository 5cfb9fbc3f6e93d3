package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.listener.container.Numbers;
import io.github.servletexporter.listener.container.PoolSnapshot;
import java.util.concurrent.Executor;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.tomcat.util.threads.ResizableExecutor;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/** Reader of the executors that a Tomcat connector may use. */
final class TomcatExecutors {

  private TomcatExecutors() {}

  static PoolSnapshot read(String label, Executor executor, boolean virtual) {
    if (executor instanceof ThreadPoolExecutor pool) {
      return snapshot(
          label,
          pool.getActiveCount(),
          pool.getPoolSize(),
          pool.getMaximumPoolSize(),
          pool.getCorePoolSize(),
          pool.getQueue().size());
    }
    if (executor instanceof java.util.concurrent.ThreadPoolExecutor pool) {
      return snapshot(
          label,
          pool.getActiveCount(),
          pool.getPoolSize(),
          pool.getMaximumPoolSize(),
          pool.getCorePoolSize(),
          pool.getQueue().size());
    }
    if (executor instanceof StandardThreadExecutor pool) {
      return snapshot(
          label,
          pool.getActiveCount(),
          pool.getPoolSize(),
          pool.getMaxThreads(),
          pool.getMinSpareThreads(),
          pool.getQueueSize());
    }
    if (executor instanceof ResizableExecutor pool) {
      return snapshot(
          label, pool.getActiveCount(), pool.getPoolSize(), pool.getMaxThreads(), -1, -1);
    }
    return PoolSnapshot.withoutNumbers(label, virtual);
  }

  /** Size and busy threads are read one after the other; the pool may change in between. */
  private static PoolSnapshot snapshot(
      String label, int busy, int size, int max, int min, int queued) {
    return new PoolSnapshot(
        label,
        Numbers.known(busy),
        size < 0 ? null : Math.max(0, size - busy),
        Numbers.known(max),
        Numbers.known(min),
        Numbers.known(queued),
        false);
  }
}
