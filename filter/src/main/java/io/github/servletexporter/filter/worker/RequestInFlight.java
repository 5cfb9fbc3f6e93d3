package io.github.servletexporter.filter.worker;

/**
 * Data of a running request. It is held by the slot of the request's worker, or by the request
 * itself if it is asynchronous.
 */
public interface RequestInFlight {

  /** Returns the index of the request's method. */
  int method();

  /** Returns the ticker's reading at the request's start. */
  long startNanos();

  /**
   * Returns the number of the calling thread as a writer of metrics: not negative if it is a worker
   * whose number no other thread uses at the same time.
   */
  int writer();
}
