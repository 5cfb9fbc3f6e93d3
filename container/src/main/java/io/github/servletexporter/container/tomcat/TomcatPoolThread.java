package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.worker.WorkerRun;
import org.apache.tomcat.util.threads.TaskThread;
import org.jspecify.annotations.Nullable;

/**
 * Thread of the pool, of the type that Tomcat renews when a web application stops.
 *
 * <p>If it cannot be started, another thread may run its loop. Interrupts from Tomcat are then
 * forwarded to that thread.
 */
final class TomcatPoolThread extends TaskThread {

  private final WorkerRun run;
  private volatile @Nullable Thread standIn;

  TomcatPoolThread(ThreadGroup group, WorkerRun run, String name) {
    super(group, run, name);
    this.run = run;
  }

  @Override
  @SuppressWarnings(
      "UnsynchronizedOverridesSynchronized") // the method of the superclass takes the lock
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
