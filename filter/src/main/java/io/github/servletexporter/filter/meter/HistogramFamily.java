package io.github.servletexporter.filter.meter;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * A histogram by route, method, status and, for durations, error type, with a cap on its series.
 *
 * <p>Thread-safe; once a series exists, an observation takes no lock and allocates nothing.
 */
final class HistogramFamily {

  private static final String OTHER_ERROR_TYPE = "_OTHER";

  private final MetricDefinition definition;
  private final HistogramBackend backend;
  private final Function<RouteSeries, Series.Index> indexOf;
  private final RouteSeries overflow;
  private final int maxSeries;
  private final LongAdder dropped = new LongAdder();

  /** Guarded by this. */
  private int seriesCount;

  HistogramFamily(
      MetricDefinition definition,
      HistogramBackend backend,
      Function<RouteSeries, Series.Index> indexOf,
      RouteSeries overflow,
      int maxSeries) {
    this.definition = definition;
    this.backend = backend;
    this.indexOf = indexOf;
    this.overflow = overflow;
    this.maxSeries = maxSeries;
  }

  /** Returns the data point of a series that was not found, made now or that of the overflow. */
  synchronized HistogramDataPoint add(RouteSeries route, int method, int status, String errorType) {
    Series.Index index = indexOf.apply(route);
    HistogramDataPoint known = index.find(method, status, errorType);
    if (known != null) {
      return known;
    }
    if (seriesCount < maxSeries) {
      seriesCount++;
      return bind(route, method, status, errorType);
    }
    dropped.increment();
    String bounded = ErrorTypes.isException(errorType) ? OTHER_ERROR_TYPE : errorType;
    HistogramDataPoint shared = indexOf.apply(overflow).find(method, status, bounded);
    return shared != null ? shared : bind(overflow, method, status, bounded);
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

  private HistogramDataPoint bind(RouteSeries route, int method, int status, String errorType) {
    String methodLabel = HttpMethods.label(method);
    String statusLabel = Integer.toString(status);
    HistogramDataPoint dataPoint =
        definition.labels().contains("error_type")
            ? backend.bind(methodLabel, route.label(), statusLabel, errorType)
            : backend.bind(methodLabel, route.label(), statusLabel);
    indexOf.apply(route).add(method, new Series(status, errorType, dataPoint));
    return dataPoint;
  }
}
