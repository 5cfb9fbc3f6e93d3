package io.github.servletexporter.filter.meter;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Histogram by route, method, status and, for durations, error type, with a limited number of
 * series.
 *
 * <p>Thread-safe. Finding an existing series takes no lock and allocates nothing, also beyond the
 * limit.
 */
final class HistogramFamily {

  private final int number;
  private final MetricDefinition definition;
  private final HistogramBackend backend;
  private final HttpMethods methods;
  private final RouteSeries overflow;
  private final int maxSeries;
  private final LongAdder dropped = new LongAdder();

  /** Number of series; written while holding the monitor of this object. */
  private volatile int seriesCount;

  /**
   * Creates a family without series.
   *
   * @param number the index of the family in each route
   * @param methods the methods that have indexes
   * @param overflow the route of the series beyond the limit
   */
  HistogramFamily(
      int number,
      MetricDefinition definition,
      HistogramBackend backend,
      HttpMethods methods,
      RouteSeries overflow,
      int maxSeries) {
    this.number = number;
    this.definition = definition;
    this.backend = backend;
    this.methods = methods;
    this.overflow = overflow;
    this.maxSeries = maxSeries;
  }

  /** Returns the data point of a series, or that of the overflow route beyond the limit. */
  HistogramDataPoint dataPoint(RouteSeries route, int method, int status, String errorType) {
    if (route == overflow) {
      return overflowing(method, status, errorType);
    }
    HistogramDataPoint known = route.index(number).find(method, status, errorType);
    if (known != null) {
      return known;
    }
    HistogramDataPoint added =
        seriesCount < maxSeries ? add(route, method, status, errorType) : null;
    return added != null ? added : overflowing(method, status, errorType);
  }

  long dropped() {
    return dropped.sum();
  }

  String name() {
    return definition.name();
  }

  HistogramBackend backend() {
    return backend;
  }

  private HistogramDataPoint overflowing(int method, int status, String errorType) {
    dropped.increment();
    String bounded = ErrorTypes.isException(errorType) ? ErrorTypes.OTHER : errorType;
    HistogramDataPoint shared = overflow.index(number).find(method, status, bounded);
    return shared != null ? shared : bind(overflow, method, status, bounded);
  }

  /** Returns the data point, or null if another thread has added the last allowed series. */
  private synchronized @Nullable HistogramDataPoint add(
      RouteSeries route, int method, int status, String errorType) {
    HistogramDataPoint known = route.index(number).find(method, status, errorType);
    if (known != null || seriesCount >= maxSeries) {
      return known;
    }
    seriesCount++;
    return bind(route, method, status, errorType);
  }

  private synchronized HistogramDataPoint bind(
      RouteSeries route, int method, int status, String errorType) {
    HistogramDataPoint known = route.index(number).find(method, status, errorType);
    if (known != null) {
      return known;
    }
    String methodLabel = methods.label(method);
    String statusLabel = Integer.toString(status);
    HistogramDataPoint dataPoint =
        definition.labels().contains(MetricCatalog.ERROR_TYPE)
            ? backend.bind(methodLabel, route.label(), statusLabel, errorType)
            : backend.bind(methodLabel, route.label(), statusLabel);
    route.index(number).add(method, new Series(status, errorType, dataPoint));
    return dataPoint;
  }
}
