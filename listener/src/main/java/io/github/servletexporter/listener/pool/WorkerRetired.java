package io.github.servletexporter.listener.pool;

/**
 * Ends a worker: thrown out of its last job, after the job is done. A pool starts another thread
 * for one that ends so.
 *
 * <p>Not Tomcat's StopPooledThreadException: thrown out of a job, that one leaves the pool with one
 * submitted task too many for ever, by which Tomcat decides whether to start a thread.
 */
final class WorkerRetired extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private WorkerRetired() {
    super("the worker has served enough requests", null, false, false);
  }

  /** Ends the calling thread without a word in the log. */
  static WorkerRetired quietly() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, retired) -> {});
    return new WorkerRetired();
  }
}
