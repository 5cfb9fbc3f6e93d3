package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.Workers;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The pool's jobs. A due worker finds it empty, however full it is: the pool asks whether a worker
 * should go only when there is nothing to do.
 */
final class RetiringQueue extends BlockingArrayQueue<Runnable> {

  private final Workers workers;

  /** The superclass's constructor without arguments is the one that all versions keep. */
  RetiringQueue(Workers workers) {
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

  /** Called by a pool without idle timeout, which takes null for an answer, too. */
  @Override
  public @Nullable Runnable take() throws InterruptedException {
    return poll(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }
}
