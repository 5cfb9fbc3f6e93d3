package io.github.servletexporter.filter.meter;

/** Series of a histogram. Implementations are thread-safe and do not block. */
public interface HistogramDataPoint {

  /**
   * Records an observation.
   *
   * @param stripe any number; threads with different numbers write to different memory, so that
   *     they do not contend
   * @param raw the value in the integral unit of the layout, nanoseconds or bytes, not negative
   */
  void observe(int stripe, long raw);
}
