package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;

/**
 * Storage of the observations of one histogram family: striped cells, or the histogram of
 * client_java if native histograms or exemplars are enabled. Implementations are thread-safe.
 */
public interface HistogramBackend {

  /**
   * Creates the data point of a series. The caller keeps it and uses it for every observation.
   *
   * @param labelValues values in the order of the definition's labels; each combination is bound
   *     once
   */
  HistogramDataPoint bind(String... labelValues);

  /** Returns a snapshot of all data points. */
  HistogramSnapshot collect();

  /** Factory of backends. */
  @FunctionalInterface
  interface Factory {

    /**
     * Creates the backend of a family.
     *
     * @param definition the family
     * @param layout the buckets of the family
     * @param maxSeries the limit on its series
     */
    HistogramBackend create(MetricDefinition definition, BucketLayout layout, int maxSeries);
  }
}
