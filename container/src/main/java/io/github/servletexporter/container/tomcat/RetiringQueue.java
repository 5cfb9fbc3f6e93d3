package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.Workers;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskQueue;
import org.jspecify.annotations.Nullable;

/** The pool's tasks. An idle worker waits for one until it is due for its age, and no longer. */
final class RetiringQueue extends TaskQueue {

  private static final long serialVersionUID = 1L;

  /** How long a core thread that ages waits before it looks whether Tomcat wants it renewed. */
  private static final long LOOK_UP_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final transient Workers workers;

  RetiringQueue(int capacity, Workers workers) {
    super(capacity);
    this.workers = workers;
  }

  /** Stops the calling worker, by an exception of Tomcat's, when it gets nothing and is due. */
  @Override
  public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
    long nanos = Math.min(unit.toNanos(timeout), workers.nanosLeft());
    return super.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** Returns null after a while when the worker ages; Tomcat's loop asks again. */
  @Override
  public @Nullable Runnable take() throws InterruptedException {
    return workers.nanosLeft() == Long.MAX_VALUE
        ? super.take()
        : poll(LOOK_UP_NANOS, TimeUnit.NANOSECONDS);
  }

  /**
   * Keeps a task for which no thread could be started; it may be in the queue already.
   *
   * @return false when the queue is full
   */
  boolean keep(Runnable task) {
    return contains(task) || force(task);
  }
}
