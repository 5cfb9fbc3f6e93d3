package io.github.servletexporter.filter.worker;

import java.util.Locale;

/** Reason for the end of a worker's thread (label {@code reason}). */
public enum RecycleReason {
  /** The worker had served its maximum number of requests. */
  MAX_REQUESTS,
  /** The worker had reached its maximum age. */
  MAX_LIFETIME,
  /** The worker's request was stuck, and the pool replaced the worker. */
  STUCK,
  /** The pool ended the worker, because it was idle or because of an exception. */
  POOL_SHRINK,
  /** The web application has stopped and no longer observes the worker. */
  STOPPED;

  /** Returns the value of the label {@code reason}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
