package io.github.servletexporter.listener.status;

import io.github.servletexporter.filter.meter.MetricCatalog;
import java.io.IOException;
import java.time.Instant;

/**
 * Sums of a web application since its start, and some current values. NaN if unknown.
 *
 * @param reading the counters that the plots also show
 * @param largestBoundSeconds largest finite bound of the duration buckets, which no percentile
 *     exceeds
 * @param activeRequests requests in flight
 * @param oldestRequestSeconds age of the oldest of them
 * @param stuckRequests requests that exceeded the timeout
 * @param asyncTimeouts asynchronous requests that timed out
 * @param staleRequests requests that exceeded the queue deadline
 * @param seriesDropped observations that were counted in an overflow series
 * @param ownErrors internal errors of servlet-exporter
 * @param sessions sessions, if they are counted
 * @param webSockets open WebSocket connections, if the container counts them
 */
record ApplicationTotals(
    Reading reading,
    double largestBoundSeconds,
    double activeRequests,
    double oldestRequestSeconds,
    double stuckRequests,
    double asyncTimeouts,
    double staleRequests,
    double seriesDropped,
    double ownErrors,
    double sessions,
    double webSockets) {

  private static final double NAN = Double.NaN;
  private static final double MILLIS = 1e3;

  static final ApplicationTotals UNKNOWN =
      new ApplicationTotals(
          new Reading(0, null, NAN, NAN, NAN, NAN, NAN),
          NAN,
          NAN,
          NAN,
          NAN,
          NAN,
          NAN,
          NAN,
          NAN,
          NAN,
          NAN);

  static ApplicationTotals of(Families families, Instant now) {
    Reading reading = Reading.of(families, 0);
    DurationTotals durations = reading.durations();
    double oldestStart = families.level(MetricCatalog.OLDEST_ACTIVE_REQUEST, any -> true);
    return new ApplicationTotals(
        reading,
        durations == null ? NAN : durations.largestBoundSeconds(),
        families.level(MetricCatalog.ACTIVE_REQUESTS, any -> true),
        Math.max(0, now.toEpochMilli() / MILLIS - oldestStart),
        families.total(MetricCatalog.STUCK_REQUESTS),
        families.total(MetricCatalog.ASYNC_TIMEOUTS),
        families.total(MetricCatalog.STALE_REQUESTS),
        families.total(MetricCatalog.SERIES_DROPPED),
        families.total(MetricCatalog.ERRORS),
        families.level(MetricCatalog.SESSIONS, any -> true),
        families.level(MetricCatalog.WEBSOCKET_CONNECTIONS, any -> true));
  }

  void write(Json json) throws IOException {
    json.number("requests", reading.requests())
        .number("errors", reading.errors())
        .number("clientErrors", reading.clientErrors())
        .number("exceptions", reading.exceptions())
        .number("clientAborts", reading.clientAborts())
        .number("framingRefusals", reading.framingRefusals())
        .number("activeRequests", activeRequests)
        .number("oldestRequestSeconds", oldestRequestSeconds)
        .number("stuckRequests", stuckRequests)
        .number("asyncTimeouts", asyncTimeouts)
        .number("staleRequests", staleRequests)
        .number("seriesDropped", seriesDropped)
        .number("ownErrors", ownErrors)
        .number("sessions", sessions)
        .number("webSockets", webSockets)
        .number("largestBoundSeconds", largestBoundSeconds);
  }
}
