package io.github.servletexporter.listener.hook;

import java.util.Locale;

/** Reason why a worker has ended. */
public enum WorkerExitReason {
  /** The worker had served the number of requests that {@code max-requests} allows. */
  MAX_REQUESTS,
  /** The worker had reached the age that {@code max-lifetime} allows. */
  MAX_LIFETIME,
  /** A request on the worker was stuck, and the pool replaced the worker. */
  STUCK,
  /** The pool ended the worker because it had more threads than it needed. */
  POOL_SHRINK,
  /** The web application or the container ended. */
  STOPPED;

  /** Returns the value of the label {@code reason} of {@code servlet_worker_recycles_total}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
