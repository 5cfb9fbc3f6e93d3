package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Metrics of requests: durations, body sizes, exceptions, client aborts, timeouts and refusals.
 *
 * <p>Thread-safe. Durations and sizes are recorded for every request and allocate nothing once
 * their series exist; all other events are rare. A scrape calls {@link #collect()}.
 */
public final class RequestMeter {

  private static final String OVERFLOW_ROUTE = "_other";
  private static final int FAMILIES = 3;

  private final int maxSeries;
  private final HttpMethods methods;
  private final List<RouteSeries> numbered = new CopyOnWriteArrayList<>();
  private final RouteSeries overflow;
  private final ConcurrentHashMap<String, RouteSeries> routes = new ConcurrentHashMap<>();
  private final HistogramFamily durations;
  private final HistogramFamily requestSizes;
  private final HistogramFamily responseSizes;
  private final CounterFamily exceptions;
  private final CounterFamily clientAborts;
  private final CounterFamily asyncTimeouts;
  private final CounterFamily framingViolations;
  private final CounterFamily errors;
  private final CounterFamily staleRequests;
  private final StripedHistogram queueDurations;

  /** Creates a meter without observations. */
  public RequestMeter(MeterConfig config) {
    maxSeries = config.maxSeries();
    methods = config.methods();
    overflow = newRoute(OVERFLOW_ROUTE);
    BucketLayout seconds = BucketLayout.seconds(config.buckets());
    durations = family(0, MetricCatalog.REQUEST_DURATION, seconds);
    BucketLayout bytes = BucketLayout.bodySizes();
    requestSizes = family(1, MetricCatalog.REQUEST_BODY_SIZE, bytes);
    responseSizes = family(2, MetricCatalog.RESPONSE_BODY_SIZE, bytes);
    exceptions = new CounterFamily(MetricCatalog.EXCEPTIONS, maxSeries);
    clientAborts = new CounterFamily(MetricCatalog.CLIENT_ABORTS, maxSeries);
    asyncTimeouts = new CounterFamily(MetricCatalog.ASYNC_TIMEOUTS, maxSeries);
    framingViolations = new CounterFamily(MetricCatalog.FRAMING_VIOLATIONS, maxSeries);
    errors = new CounterFamily(MetricCatalog.ERRORS, maxSeries);
    staleRequests = new CounterFamily(MetricCatalog.STALE_REQUESTS, maxSeries);
    queueDurations = new StripedHistogram(MetricCatalog.QUEUE_DURATION, seconds, 1);
  }

  /**
   * Returns the series of a route: the same object for the same label. Once there are as many
   * routes as allowed series, every further label yields the route {@code _other}.
   */
  public RouteSeries route(String text) {
    String label = LabelText.wellFormed(text);
    RouteSeries known = routes.get(label);
    if (known != null) {
      return known;
    }
    return routes.size() < maxSeries ? routes.computeIfAbsent(label, this::newRoute) : overflow;
  }

  /** Returns the methods that have an index and a label value of their own. */
  public HttpMethods methods() {
    return methods;
  }

  /** Returns the label of the route with a given number. */
  public String routeLabel(int number) {
    return numbered.get(number).label();
  }

  /** Returns whether a route is the one that represents all routes beyond the limit. */
  public boolean isOverflow(RouteSeries route) {
    return route == overflow;
  }

  /**
   * Returns the series in which the duration of a request is recorded, in nanoseconds.
   *
   * @param route the request's route
   * @param method the index of its method in {@link #methods()}
   * @param status the status that the client receives
   * @param errorType a value of {@link ErrorTypes}
   */
  public HistogramDataPoint duration(RouteSeries route, int method, int status, String errorType) {
    return durations.dataPoint(route, method, status, errorType);
  }

  /** Returns the series in which the size of a request body is recorded, in bytes. */
  public HistogramDataPoint requestSize(RouteSeries route, int method, int status) {
    return requestSizes.dataPoint(route, method, status, ErrorTypes.NONE);
  }

  /** Returns the series in which the size of a response body is recorded, in bytes. */
  public HistogramDataPoint responseSize(RouteSeries route, int method, int status) {
    return responseSizes.dataPoint(route, method, status, ErrorTypes.NONE);
  }

  /**
   * Counts an exception of the application.
   *
   * @param exception the exception without wrappers
   * @param route the label of the request's route
   * @param handled whether it was handled inside the filter chain
   */
  public void exception(Throwable exception, String route, boolean handled) {
    exceptions.increment(exception.getClass().getName(), route, Boolean.toString(handled));
  }

  /**
   * Counts a request whose client has closed the connection.
   *
   * @param route the label of the request's route
   * @param phase {@code read} or {@code write}
   */
  public void clientAbort(String route, String phase) {
    clientAborts.increment(route, phase);
  }

  /** Counts an asynchronous request that timed out. */
  public void asyncTimeout(String route) {
    asyncTimeouts.increment(route);
  }

  /**
   * Creates the series of a violation with the value 0, so that the first increase shows in a rate.
   */
  public void initializeFramingViolation(String violation, String action) {
    framingViolations.initialize(violation, action);
  }

  /** Counts a request with ambiguous framing. */
  public void framingViolation(String violation, String action) {
    framingViolations.increment(violation, action);
  }

  /** Counts several requests with ambiguous framing. */
  public void framingViolations(long count, String violation, String action) {
    framingViolations.add(count, violation, action);
  }

  /**
   * Creates the series of queue times, and that of stale requests with the value 0. Called once;
   * returns the series of queue times.
   */
  public HistogramDataPoint initializeQueue(String staleAction) {
    staleRequests.initialize(staleAction);
    return queueDurations.bind();
  }

  /** Counts a request that has waited longer than the deadline. */
  public void staleRequest(String action) {
    staleRequests.increment(action);
  }

  /** Creates the series of a component's internal errors with the value 0. */
  public void initializeErrors(String component) {
    errors.initialize(component);
  }

  /** Counts an internal error of a component. */
  public void error(String component) {
    errors.increment(component);
  }

  /**
   * Returns a snapshot of all families. They are added to a list, not to a builder, because the JVM
   * would load the classes of snapshots in order to verify that the builder accepts them.
   */
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    for (HistogramFamily family : List.of(durations, requestSizes, responseSizes)) {
      all.add(family.histogram().collect());
    }
    for (CounterFamily family : counters()) {
      all.add(family.collect());
    }
    all.add(queueDurations.collect());
    all.add(seriesDropped());
    return new MetricSnapshots(all);
  }

  private RouteSeries newRoute(String label) {
    synchronized (numbered) {
      RouteSeries route = new RouteSeries(label, numbered.size(), FAMILIES, methods.count());
      numbered.add(route);
      return route;
    }
  }

  private HistogramFamily family(int number, MetricDefinition definition, BucketLayout layout) {
    StripedHistogram histogram = new StripedHistogram(definition, layout, maxSeries);
    return new HistogramFamily(number, definition, histogram, methods, overflow, maxSeries);
  }

  private List<CounterFamily> counters() {
    return List.of(
        exceptions, clientAborts, asyncTimeouts, framingViolations, errors, staleRequests);
  }

  private CounterSnapshot seriesDropped() {
    List<CounterDataPointSnapshot> dataPoints = new ArrayList<>();
    for (HistogramFamily family : List.of(durations, requestSizes, responseSizes)) {
      dataPoints.add(dropped(family.name(), family.dropped()));
    }
    for (CounterFamily family : List.of(exceptions, clientAborts, asyncTimeouts)) {
      dataPoints.add(dropped(family.name(), family.dropped()));
    }
    return new CounterSnapshot(MetricCatalog.SERIES_DROPPED.metadata(), dataPoints);
  }

  private static CounterDataPointSnapshot dropped(String metric, long count) {
    return new CounterDataPointSnapshot(
        count, MetricCatalog.SERIES_DROPPED.labelsOf(metric), null, 0);
  }
}
