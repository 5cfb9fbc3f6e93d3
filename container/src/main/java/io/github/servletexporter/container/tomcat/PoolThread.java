package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.WorkerRun;
import org.apache.tomcat.util.threads.TaskThread;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the pool, of the kind that Tomcat renews when a web application stops.
 *
 * <p>When no thread can be started for it, another may run its loop; what Tomcat then tells this
 * one goes to that other.
 */
final class PoolThread extends TaskThread {

  private final WorkerRun run;
  private volatile @Nullable Thread standIn;

  PoolThread(ThreadGroup group, WorkerRun run, String name) {
    super(group, run, name);
    this.run = run;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the superclass's has the lock it needs
  public void start() {
    if (!run.start(super::start)) {
      standIn = Thread.currentThread();
    }
  }

  @Override
  public void interrupt() {
    Thread other = standIn;
    if (other == null) {
      super.interrupt();
    } else {
      other.interrupt();
    }
  }

  @Override
  public boolean isInterrupted() {
    Thread other = standIn;
    return other == null ? super.isInterrupted() : other.isInterrupted();
  }
}
