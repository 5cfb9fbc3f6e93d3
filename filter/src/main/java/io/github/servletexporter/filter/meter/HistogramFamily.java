package io.github.servletexporter.filter.meter;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Histogram by route, method, status and, for durations, error type, with a limited number of
 * series. As the limit comes closer, further combinations are folded: one series of a route for all
 * methods, a class of statuses and all exceptions. Beyond the limit, they are counted under the
 * route {@code _other}.
 *
 * <p>Thread-safe. Finding an existing series takes no lock and allocates nothing, also beyond the
 * limit.
 */
final class HistogramFamily {

  private final int number;
  private final MetricDefinition definition;
  private final StripedHistogram histogram;
  private final HttpMethods methods;
  private final RouteSeries overflow;
  private final SeriesRoom room;
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
      StripedHistogram histogram,
      HttpMethods methods,
      RouteSeries overflow,
      int maxSeries) {
    this.number = number;
    this.definition = definition;
    this.histogram = histogram;
    this.methods = methods;
    this.overflow = overflow;
    this.room = new SeriesRoom(maxSeries);
  }

  /**
   * Returns the data point of a series, of the folded one of its route, or of the overflow route.
   */
  HistogramDataPoint dataPoint(RouteSeries route, int method, int status, String errorType) {
    if (route == overflow) {
      return overflowing(method, status, errorType);
    }
    Series.Index index = route.index(number);
    HistogramDataPoint known = index.find(method, status, errorType);
    if (known != null) {
      return known;
    }
    HistogramDataPoint added =
        room.permitsDetail(seriesCount, index.size())
            ? addDetailed(route, method, status, errorType)
            : null;
    if (added != null) {
      return added;
    }
    HistogramDataPoint folded = folded(route, Series.classOf(status), ErrorTypes.folded(errorType));
    return folded != null ? folded : overflowing(method, status, errorType);
  }

  long dropped() {
    return dropped.sum();
  }

  String name() {
    return definition.name();
  }

  StripedHistogram histogram() {
    return histogram;
  }

  private @Nullable HistogramDataPoint folded(
      RouteSeries route, int statusClass, String errorType) {
    Series.Index index = route.index(number);
    HistogramDataPoint known = index.find(methods.other(), statusClass, errorType);
    if (known == null && room.permitsFolding(seriesCount, index.size())) {
      known = addFolded(route, statusClass, errorType);
    }
    if (known != null) {
      dropped.increment();
    }
    return known;
  }

  private HistogramDataPoint overflowing(int method, int status, String errorType) {
    dropped.increment();
    String bounded = ErrorTypes.isException(errorType) ? ErrorTypes.OTHER : errorType;
    HistogramDataPoint shared = overflow.index(number).find(method, status, bounded);
    return shared != null ? shared : bind(overflow, method, status, bounded);
  }

  /** Returns the data point, or null if another thread has taken the last room for it. */
  private synchronized @Nullable HistogramDataPoint addDetailed(
      RouteSeries route, int method, int status, String errorType) {
    HistogramDataPoint known = route.index(number).find(method, status, errorType);
    if (known != null || !room.permitsDetail(seriesCount, route.index(number).size())) {
      return known;
    }
    seriesCount++;
    return bind(route, method, status, errorType);
  }

  /** Returns the data point, or null if another thread has taken the last room for it. */
  private synchronized @Nullable HistogramDataPoint addFolded(
      RouteSeries route, int statusClass, String errorType) {
    HistogramDataPoint known = route.index(number).find(methods.other(), statusClass, errorType);
    if (known != null || !room.permitsFolding(seriesCount, route.index(number).size())) {
      return known;
    }
    seriesCount++;
    return bind(route, methods.other(), statusClass, errorType);
  }

  private synchronized HistogramDataPoint bind(
      RouteSeries route, int method, int status, String errorType) {
    HistogramDataPoint known = route.index(number).find(method, status, errorType);
    if (known != null) {
      return known;
    }
    String methodLabel = methods.label(method);
    String statusLabel = Series.statusLabel(status);
    HistogramDataPoint dataPoint =
        definition.labels().contains(MetricCatalog.ERROR_TYPE)
            ? histogram.bind(methodLabel, route.label(), statusLabel, errorType)
            : histogram.bind(methodLabel, route.label(), statusLabel);
    route.index(number).add(method, new Series(status, errorType, dataPoint));
    return dataPoint;
  }
}
