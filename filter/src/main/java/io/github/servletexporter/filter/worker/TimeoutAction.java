package io.github.servletexporter.filter.worker;

/** What happens to a worker whose request takes too long. */
public enum TimeoutAction {
  /** It is counted and logged. */
  LOG,
  /** Its thread is interrupted as well, once. */
  INTERRUPT,
  /** Its thread is replaced as well, where the pool can, and ends when its request does. */
  RECYCLE
}
