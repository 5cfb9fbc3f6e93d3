package io.github.servletexporter.bench.recycling;

/**
 * Requests that were answered in a row.
 *
 * @param requests how many
 * @param nanos how long that took by the clock
 * @param cpuNanos processor time of the whole process, clients included, in that time
 */
record LoadSample(long requests, long nanos, long cpuNanos) {

  /** Returns the requests a second. */
  double throughput() {
    return 1e9 * requests / nanos;
  }

  /** Returns the processor time of a request. */
  double cpuNanosPerRequest() {
    return (double) cpuNanos / requests;
  }
}
