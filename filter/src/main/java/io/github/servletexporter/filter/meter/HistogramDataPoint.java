package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.Labels;

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

  /**
   * Returns whether an observation may become the exemplar of its classic bucket, because the
   * present one is older than ten seconds.
   *
   * @param raw the value
   * @param nanos the ticker's reading at the observation
   */
  boolean needsExemplar(long raw, long nanos);

  /**
   * Makes an observation the exemplar of its classic bucket.
   *
   * @param raw the value
   * @param nanos the ticker's reading at the observation
   * @param trace labels that identify the trace
   */
  void addExemplar(long raw, long nanos, Labels trace);
}
