package io.github.servletexporter.listener.config;

/** Action on the worker of a stuck request: key {@code worker-timeout-action}. */
public enum TimeoutAction {
  /** The request is counted and logged. */
  LOG,
  /** The worker's thread is also interrupted once. */
  INTERRUPT,
  /** The worker's thread is also replaced if the pool supports it, and ends with its request. */
  RECYCLE
}
