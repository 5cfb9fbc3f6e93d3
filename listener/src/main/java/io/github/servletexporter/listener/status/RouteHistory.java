package io.github.servletexporter.listener.status;

import io.github.servletexporter.listener.status.RouteTotals.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests, errors and durations of the last hour by route and minute, for at most {@value
 * #MAX_ROUTES} routes, which take 190 KB. Thread-safe.
 */
final class RouteHistory {

  static final int MINUTES = 60;
  static final int MAX_ROUTES = 200;
  static final long MINUTE_NANOS = 60_000_000_000L;

  private final Map<Route, Series> routes = new HashMap<>();
  private long firstNanos;
  private long minute = -1;

  /** Adds what has happened since the last sample to the current minute. */
  synchronized void sample(Map<Route, RouteTotals> totals, long nanos) {
    boolean isFirst = minute < 0;
    if (isFirst) {
      firstNanos = nanos;
      minute = 0;
    }
    goOn((nanos - firstNanos) / MINUTE_NANOS);
    if (routes.size() < Math.min(MAX_ROUTES, totals.size())) {
      add(totals, isFirst);
    }
    routes.forEach(
        (route, series) -> {
          RouteTotals now = totals.get(route);
          if (now != null) {
            series.add(now, (int) (minute % MINUTES));
          }
        });
  }

  /** Adds routes, beginning with the busiest. A route that appears later has begun with nothing. */
  private void add(Map<Route, RouteTotals> totals, boolean isFirst) {
    List<Map.Entry<Route, RouteTotals>> absent =
        totals.entrySet().stream()
            .filter(entry -> !routes.containsKey(entry.getKey()))
            .sorted(Comparator.comparingLong(entry -> -entry.getValue().durations().count()))
            .limit(MAX_ROUTES - routes.size())
            .toList();
    for (Map.Entry<Route, RouteTotals> each : absent) {
      routes.put(each.getKey(), new Series(isFirst ? each.getValue() : null));
    }
  }

  private void goOn(long next) {
    long steps = Math.min(next - minute, MINUTES);
    for (long step = 0; step < steps; step++) {
      int place = (int) ((next - step) % MINUTES);
      routes.values().forEach(series -> series.clear(place));
    }
    minute = Math.max(minute, next);
  }

  /** Returns the requests of each minute, oldest first; empty if the route has no history. */
  synchronized long[] requests(Route route) {
    Series series = routes.get(route);
    return series == null ? new long[0] : inOrder(series).requests();
  }

  /** Returns the minutes of a route, or null if it has no history. */
  synchronized @Nullable Minutes minutes(String method, String shownRoute, long nanos) {
    for (Map.Entry<Route, Series> entry : routes.entrySet()) {
      Route route = entry.getKey();
      boolean matches =
          route.method().equals(method)
              && VisibleText.shown(route.route(), Json.LABEL_CHARS).equals(shownRoute);
      if (matches) {
        Minutes minutes = inOrder(entry.getValue());
        long startNanos = firstNanos + (minute + 1 - minutes.requests().length) * MINUTE_NANOS;
        return minutes.with(startNanos, Math.max(1, nanos - firstNanos - minute * MINUTE_NANOS));
      }
    }
    return null;
  }

  private Minutes inOrder(Series series) {
    int size = (int) Math.min(MINUTES, minute + 1);
    long[] requests = new long[size];
    double[] errors = new double[size];
    double[] clientErrors = new double[size];
    double[] seconds = new double[size];
    for (int i = 0; i < size; i++) {
      int place = (int) ((minute + 1 - size + i) % MINUTES);
      requests[i] = series.requests[place];
      errors[i] = series.errors[place];
      clientErrors[i] = series.clientErrors[place];
      seconds[i] = series.seconds[place];
    }
    return new Minutes(requests, errors, clientErrors, seconds, 0, 1);
  }

  /**
   * Minutes of a route, oldest first; the last one is not over.
   *
   * @param startNanos start of the first minute
   * @param lastNanos time that has passed of the last minute
   */
  @SuppressWarnings("ArrayRecordComponent") // owned by its reader and never compared
  record Minutes(
      long[] requests,
      double[] errors,
      double[] clientErrors,
      double[] seconds,
      long startNanos,
      long lastNanos) {

    private Minutes with(long start, long last) {
      return new Minutes(requests, errors, clientErrors, seconds, start, last);
    }
  }

  /** Minutes of a route in a ring, and the totals at the last sample. */
  private static final class Series {

    final int[] requests = new int[MINUTES];
    final int[] errors = new int[MINUTES];
    final int[] clientErrors = new int[MINUTES];
    final float[] seconds = new float[MINUTES];
    private long lastRequests;
    private long lastErrors;
    private long lastClientErrors;
    private double lastSeconds;

    Series(@Nullable RouteTotals first) {
      if (first != null) {
        remember(first);
      }
    }

    void clear(int place) {
      requests[place] = 0;
      errors[place] = 0;
      clientErrors[place] = 0;
      seconds[place] = 0;
    }

    void add(RouteTotals now, int place) {
      requests[place] += (int) Math.max(0, now.durations().count() - lastRequests);
      errors[place] += (int) Math.max(0, now.errors() - lastErrors);
      clientErrors[place] += (int) Math.max(0, now.clientErrors() - lastClientErrors);
      seconds[place] += (float) Math.max(0, now.durations().sumSeconds() - lastSeconds);
      remember(now);
    }

    private void remember(RouteTotals now) {
      lastRequests = now.durations().count();
      lastErrors = now.errors();
      lastClientErrors = now.clientErrors();
      lastSeconds = now.durations().sumSeconds();
    }
  }
}
