package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.worker.Workers;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Queue of the pool's jobs that appears empty to a worker that is due, because the pool checks
 * whether a worker should end only if the queue is empty.
 */
final class JettyRetiringQueue extends BlockingArrayQueue<Runnable> {

  private final Workers workers;

  /**
   * Creates a queue with the constructor of the superclass that exists in all versions of Jetty.
   */
  JettyRetiringQueue(Workers workers) {
    this.workers = workers;
  }

  @Override
  public @Nullable Runnable poll() {
    return workers.isDue() ? null : super.poll();
  }

  @Override
  public @Nullable Runnable poll(long time, TimeUnit unit) throws InterruptedException {
    if (workers.isDue()) {
      return null;
    }
    long nanos = Math.min(unit.toNanos(time), workers.nanosLeft());
    return super.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Called by a pool without an idle timeout, which also accepts null.
   */
  @Override
  public @Nullable Runnable take() throws InterruptedException {
    return poll(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }
}
