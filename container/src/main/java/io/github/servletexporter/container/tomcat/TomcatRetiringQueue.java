package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.worker.Workers;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskQueue;
import org.jspecify.annotations.Nullable;

/** Queue of the pool's tasks. An idle worker waits for a task only until its maximum age. */
final class TomcatRetiringQueue extends TaskQueue {

  private static final long serialVersionUID = 1L;

  /** Longest wait of an idle core thread with a maximum age, so that Tomcat can renew it. */
  private static final long MAX_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final transient Workers workers;

  TomcatRetiringQueue(int capacity, Workers workers) {
    super(capacity);
    this.workers = workers;
  }

  /**
   * {@inheritDoc}
   *
   * <p>If there is no task and the calling worker is due, Tomcat ends the worker by an exception.
   */
  @Override
  public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
    long nanos = Math.min(unit.toNanos(timeout), workers.nanosLeft());
    return super.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Returns null after a while if the worker has a maximum age; Tomcat's loop calls it again.
   */
  @Override
  public @Nullable Runnable take() throws InterruptedException {
    return workers.nanosLeft() == Long.MAX_VALUE
        ? super.take()
        : poll(MAX_WAIT_NANOS, TimeUnit.NANOSECONDS);
  }

  /**
   * Adds a task for which no thread could be started, unless it is already in the queue.
   *
   * @return false if the queue is full
   */
  boolean keep(Runnable task) {
    return contains(task) || force(task);
  }
}
