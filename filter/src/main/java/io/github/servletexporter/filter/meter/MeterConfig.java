package io.github.servletexporter.filter.meter;

import java.util.List;

/**
 * What a {@link RequestMeter} is made with.
 *
 * @param buckets upper bounds of the duration histogram in seconds, ascending
 * @param maxSeries cap on the series of each metric, at least 1
 * @param durations makes the backend of the duration histogram
 */
public record MeterConfig(List<Double> buckets, int maxSeries, HistogramBackend.Factory durations) {

  /** The cap on series when nothing else is said. */
  public static final int DEFAULT_MAX_SERIES = 2000;

  /** Copies the buckets. */
  public MeterConfig {
    buckets = List.copyOf(buckets);
  }

  /** Returns the configuration with every default. */
  public static MeterConfig defaults() {
    return new MeterConfig(BucketLayout.DEFAULT_SECONDS, DEFAULT_MAX_SERIES, StripedHistogram::new);
  }

  /** Returns the backend factory of classic histograms whose writers do not contend. */
  public static HistogramBackend.Factory stripedHistograms() {
    return StripedHistogram::new;
  }
}
