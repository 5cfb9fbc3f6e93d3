package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;

/**
 * Keeps the observations of one histogram family: our own striped cells, or client_java's histogram
 * when native histograms or exemplars are on. Implementations are thread-safe.
 */
public interface HistogramBackend {

  /**
   * Returns the data point of a series, to be kept and used for every observation.
   *
   * @param labelValues values in the order of the definition's labels; a combination is bound once
   */
  HistogramDataPoint bind(String... labelValues);

  /** Returns a copy of all data points. */
  HistogramSnapshot collect();

  /** Makes the backend of a family. */
  @FunctionalInterface
  interface Factory {

    /**
     * Returns a new backend.
     *
     * @param definition the family
     * @param layout its buckets
     */
    HistogramBackend create(MetricDefinition definition, BucketLayout layout);
  }
}
