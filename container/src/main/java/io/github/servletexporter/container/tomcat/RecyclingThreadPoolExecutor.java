package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.MaximumThreads;
import io.github.servletexporter.container.ThreadShortageError;
import io.github.servletexporter.container.Workers;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.StopPooledThreadException;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Tomcat's thread pool, from which due workers go when their task is over. Thread-safe. */
final class RecyclingThreadPoolExecutor extends ThreadPoolExecutor {

  private final RetiringQueue queue;
  private final Workers workers;
  private final MaximumThreads maximum;

  /** A pool that has no thread yet, and none to spare until its core size is set. */
  RecyclingThreadPoolExecutor(
      PoolSize size,
      RetiringQueue queue,
      ThreadFactory threads,
      Workers workers,
      MaximumThreads maximum) {
    super(0, size.maximum(), size.keepAliveMillis(), TimeUnit.MILLISECONDS, queue, threads);
    this.queue = queue;
    this.workers = workers;
    this.maximum = maximum;
    queue.setParent(this);
    maximum.applyWith(super::setMaximumPoolSize);
  }

  /**
   * {@inheritDoc}
   *
   * <p>When no thread can be started for it, the task waits for one that is there: the error would
   * end the connector's poller.
   */
  @Override
  public void execute(Runnable task) {
    try {
      super.execute(task);
    } catch (ThreadShortageError reported) {
      if (!queue.keep(task)) {
        super.afterExecute(task, reported); // takes it off the count of submitted tasks
        throw new RejectedExecutionException("The queue is full and no thread can be started");
      }
    }
  }

  /** Sets the maximum; a worker in whose place another serves is allowed on top. */
  @Override
  public void setMaximumPoolSize(int maximumPoolSize) {
    if (maximumPoolSize < getCorePoolSize()) {
      throw new IllegalArgumentException(
          "maxThreads: expected at least minSpareThreads, "
              + getCorePoolSize()
              + ", but was "
              + maximumPoolSize);
    }
    maximum.configure(maximumPoolSize);
  }

  @Override
  public void setCorePoolSize(int corePoolSize) {
    if (corePoolSize > maximum.configured()) {
      throw new IllegalArgumentException(
          "minSpareThreads: expected at most maxThreads, "
              + maximum.configured()
              + ", but was "
              + corePoolSize);
    }
    super.setCorePoolSize(corePoolSize);
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable failure) {
    if (failure != null) {
      workers.leave(); // what a task throws ends its worker, and so does Tomcat's renewal
    }
    super.afterExecute(task, failure);
  }

  /** Tomcat asks on the worker's own thread, when a task is over and when an idle wait is. */
  @Override
  protected void stopCurrentThreadIfNeeded() {
    if (workers.isDue()) {
      workers.leave(); // before Tomcat looks how many threads there may be
      throw new StopPooledThreadException("recycled");
    }
    super.stopCurrentThreadIfNeeded();
  }
}
