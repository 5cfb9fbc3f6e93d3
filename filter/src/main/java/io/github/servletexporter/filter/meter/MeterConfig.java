package io.github.servletexporter.filter.meter;

import java.util.List;

/**
 * Configuration of a {@link RequestMeter}.
 *
 * @param buckets upper bounds of the duration histogram in seconds, ascending
 * @param maxSeries the limit on the series of each metric, at least 1
 * @param methods the values of the label {@code http_request_method}
 */
public record MeterConfig(List<Double> buckets, int maxSeries, HttpMethods methods) {

  /** Default limit on series. */
  public static final int DEFAULT_MAX_SERIES = 2000;

  /** Copies the buckets. */
  public MeterConfig {
    buckets = List.copyOf(buckets);
  }

  /** Returns the default configuration. */
  public static MeterConfig defaults() {
    return new MeterConfig(
        BucketLayout.DEFAULT_SECONDS, DEFAULT_MAX_SERIES, HttpMethods.defaults());
  }
}
