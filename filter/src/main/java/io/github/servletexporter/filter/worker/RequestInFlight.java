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

  /** Returns the stripe to which the calling thread writes, to avoid contention with others. */
  int stripe();
}
