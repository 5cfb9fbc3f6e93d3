package io.github.servletexporter.listener.config;

/** Action when too much of the heap stays in use: key {@code heap-limit-action}. */
public enum HeapLimitAction {
  /** The web application is not ready until a garbage collection frees enough memory. */
  UNREADY,
  /** The process ends as well, so that a supervisor starts it again. */
  EXIT
}
