package io.github.servletexporter.filter.meter;

/** Series of a histogram. Implementations are thread-safe and do not block. */
public interface HistogramDataPoint {

  /**
   * Records an observation.
   *
   * @param writer number of the calling worker, which no other thread uses at the same time; or any
   *     negative number, where threads with different ones rarely contend
   * @param raw the value in the integral unit of the layout, nanoseconds or bytes, not negative
   */
  void observe(int writer, long raw);
}
