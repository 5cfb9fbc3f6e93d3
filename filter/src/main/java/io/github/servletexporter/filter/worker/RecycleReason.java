package io.github.servletexporter.filter.worker;

import java.util.Locale;

/** Why a worker's thread has ended: label {@code reason}. */
public enum RecycleReason {
  /** It had served as many requests as it may. */
  MAX_REQUESTS,
  /** It had lived as long as it may. */
  MAX_LIFETIME,
  /** Its request was stuck, and its pool has replaced it. */
  STUCK,
  /** Its pool ended it for reasons of its own: it was idle, or an exception killed it. */
  POOL_SHRINK,
  /** The web application has ended, and with it our view of the worker. */
  STOPPED;

  /** Returns the value of the label {@code reason}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
