package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.worker.WorkerRun;

/** Thread of the pool, which inherits no thread-locals from the thread that creates it. */
final class JettyPoolThread extends Thread {

  private final RecyclingThreadPool pool;
  private final WorkerRun run;

  JettyPoolThread(RecyclingThreadPool pool, WorkerRun run) {
    super(null, run, "", 0, false);
    this.pool = pool;
    this.run = run;
  }

  @Override
  @SuppressWarnings(
      "UnsynchronizedOverridesSynchronized") // the method of the superclass takes the lock
  public void start() {
    boolean started = false;
    try {
      started = run.start(super::start);
    } finally {
      if (!started) {
        pool.forget(this);
      }
    }
  }

  @Override
  public void run() {
    try {
      super.run();
    } finally {
      pool.forget(this);
    }
  }
}
