package io.github.servletexporter.listener.container.tomcat;

/**
 * Exception that ends a worker, thrown at the end of its last job. The pool starts another thread
 * in its place.
 *
 * <p>Tomcat's own StopPooledThreadException is unsuitable: thrown by a job, it leaves the pool's
 * count of submitted tasks too high by one for ever, and Tomcat uses that count to decide whether
 * to start a thread.
 */
final class WorkerRetired extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private WorkerRetired() {
    super("the worker has served enough requests", null, false, false);
  }

  /** Returns an exception that ends the calling thread without a log entry. */
  static WorkerRetired quietly() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, retired) -> {});
    return new WorkerRetired();
  }
}
