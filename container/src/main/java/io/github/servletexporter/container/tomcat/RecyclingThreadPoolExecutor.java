package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.worker.MaximumThreads;
import io.github.servletexporter.container.worker.ThreadShortageError;
import io.github.servletexporter.container.worker.Workers;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.StopPooledThreadException;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Thread pool of Tomcat whose workers end after a task when they are due. Thread-safe. */
final class RecyclingThreadPoolExecutor extends ThreadPoolExecutor {

  private final TomcatRetiringQueue queue;
  private final Workers workers;
  private final MaximumThreads maximum;

  /** Creates a pool without threads; its core size is 0 until it is set. */
  RecyclingThreadPoolExecutor(
      PoolSize size,
      TomcatRetiringQueue queue,
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
   * <p>If no thread can be started for a task, the task waits for an existing one, because the
   * error would end the connector's poller thread.
   */
  @Override
  public void execute(Runnable task) {
    try {
      super.execute(task);
    } catch (ThreadShortageError reported) {
      if (!queue.keep(task)) {
        super.afterExecute(task, reported); // decrements the number of submitted tasks
        throw new RejectedExecutionException("the queue is full and no thread can be started");
      }
    }
  }

  /** Sets the maximum number of threads. Workers that have been replaced do not count. */
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
      workers.leave(); // an exception of a task ends its worker, and so does Tomcat's renewal
    }
    super.afterExecute(task, failure);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Tomcat calls it on the worker's own thread, after a task and after an idle wait.
   */
  @Override
  protected void stopCurrentThreadIfNeeded() {
    if (workers.isDue()) {
      workers.leave(); // before Tomcat reads the maximum number of threads
      throw new StopPooledThreadException("recycled");
    }
    super.stopCurrentThreadIfNeeded();
  }
}
