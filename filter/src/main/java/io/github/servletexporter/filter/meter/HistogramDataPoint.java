package io.github.servletexporter.filter.meter;

/** One series of a histogram. Implementations are thread-safe and do not block. */
public interface HistogramDataPoint {

  /**
   * Counts one observation.
   *
   * @param stripe any number; observers with different numbers are kept apart so that they do not
   *     contend
   * @param raw the value in the whole unit of the layout, nanoseconds or bytes, not negative
   */
  void observe(int stripe, long raw);
}
