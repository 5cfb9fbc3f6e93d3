package io.github.servletexporter.listener.hook;

import java.util.Locale;

/** Why a worker has ended. */
public enum WorkerExitReason {
  /** It had served as many requests as {@code max-requests} and its jitter allow. */
  MAX_REQUESTS,
  /** It was as old as {@code max-lifetime} and its jitter allow. */
  MAX_LIFETIME,
  /** A request on it was stuck, and the pool had replaced it. */
  STUCK,
  /** The pool had more threads than it needed. */
  POOL_SHRINK,
  /** The web application or the container ended. */
  STOPPED;

  /** Returns the value of the label {@code reason} of {@code servlet_worker_recycles_total}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
