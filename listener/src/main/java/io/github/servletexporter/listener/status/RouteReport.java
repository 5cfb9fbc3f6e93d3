package io.github.servletexporter.listener.status;

import java.io.IOException;
import java.time.Instant;

/** Writer of {@code route.json}, which docs/status.md describes. */
final class RouteReport {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final RouteHistory history;

  RouteReport(RouteHistory history) {
    this.history = history;
  }

  /**
   * Returns the last hour of a route; its arrays are empty if the route has no history.
   *
   * @param now present time of the wall clock
   * @param nanos present time of the ticker
   */
  byte[] write(String method, String route, Instant now, long nanos) throws IOException {
    RouteHistory.Minutes found = history.minutes(method, route, nanos);
    RouteHistory.Minutes minutes =
        found != null
            ? found
            : new RouteHistory.Minutes(
                new long[0], new double[0], new double[0], new double[0], nanos, 1);
    int size = minutes.requests().length;
    long[] times = new long[size];
    double[] rates = new double[size];
    double[] means = new double[size];
    for (int i = 0; i < size; i++) {
      boolean isLast = i == size - 1;
      double lengthNanos = isLast ? minutes.lastNanos() : RouteHistory.MINUTE_NANOS;
      double seconds = lengthNanos / NANOS_PER_SECOND;
      double endNanos = minutes.startNanos() + (double) i * RouteHistory.MINUTE_NANOS + lengthNanos;
      times[i] = now.toEpochMilli() - (long) ((nanos - endNanos) / NANOS_PER_MILLI);
      rates[i] = minutes.requests()[i] / seconds;
      means[i] = minutes.seconds()[i] / minutes.requests()[i];
      minutes.errors()[i] /= seconds;
      minutes.clientErrors()[i] /= seconds;
    }
    return new Json()
        .label("method", method)
        .label("route", route)
        .counts("times", times)
        .object("columns")
        .rounded("requestsPerSecond", rates)
        .rounded("errorsPerSecond", minutes.errors())
        .rounded("clientErrorsPerSecond", minutes.clientErrors())
        .rounded("meanSeconds", means)
        .end()
        .toBytes();
  }
}
