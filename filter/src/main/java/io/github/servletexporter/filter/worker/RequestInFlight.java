package io.github.servletexporter.filter.worker;

/**
 * What is remembered of a request while it runs: on its worker's slot, or on its own when async.
 */
public interface RequestInFlight {

  /** Returns the index of the request's method. */
  int method();

  /** Returns the ticker's reading at the request's start. */
  long startNanos();

  /** Returns a number by which the calling thread keeps its writes apart from other threads'. */
  int stripe();
}
