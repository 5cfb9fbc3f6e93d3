package io.github.servletexporter.listener.status;

import io.github.servletexporter.listener.status.RouteTotals.Route;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request rates of the routes over the last 30 to 60 seconds. Thread-safe.
 *
 * <p>Stores two counts for each route; {@code max-series} limits the number of routes.
 */
final class RouteRates {

  private static final long TURN_NANOS = 30_000_000_000L;
  private static final double NANOS = 1e9;

  private @Nullable Baseline older;
  private @Nullable Baseline newer;

  synchronized void sample(Map<Route, RouteTotals> routes, long nanos) {
    Baseline last = newer;
    if (last == null || nanos - last.nanos() >= TURN_NANOS) {
      newer = Baseline.of(routes, nanos);
      older = last == null ? newer : last;
    }
  }

  /** Returns the requests per second, NaN if there is no earlier count. */
  synchronized double perSecond(Route route, long requests, long nanos) {
    Baseline base = older;
    if (base == null) {
      return Double.NaN;
    }
    double seconds = (nanos - base.nanos()) / NANOS;
    long served = requests - base.requests().getOrDefault(route, 0L);
    return seconds < 1 || served < 0 ? Double.NaN : served / seconds;
  }

  private record Baseline(Map<Route, Long> requests, long nanos) {

    static Baseline of(Map<Route, RouteTotals> routes, long nanos) {
      Map<Route, Long> requests = new HashMap<>();
      routes.forEach((route, totals) -> requests.put(route, totals.durations().count()));
      return new Baseline(requests, nanos);
    }
  }
}
