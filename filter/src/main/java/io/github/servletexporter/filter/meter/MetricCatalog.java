package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of ours: the one place where a name, label, unit or help text is written.
 *
 * <p>HTTP metrics carry the names of OpenTelemetry's HTTP semantic conventions in their Prometheus
 * spelling.
 */
public final class MetricCatalog {

  private static final String METHOD = "http_request_method";
  private static final String ROUTE = "http_route";
  private static final String STATUS = "http_response_status_code";
  static final String ERROR_TYPE = "error_type";

  /** Duration of requests. */
  public static final MetricDefinition REQUEST_DURATION =
      histogram(
          "http_server_request_duration_seconds",
          Unit.SECONDS,
          "Time from the first call of the filter until the response was handed to the container.",
          METHOD,
          ROUTE,
          STATUS,
          ERROR_TYPE);

  /** Requests in flight. */
  public static final MetricDefinition ACTIVE_REQUESTS =
      gauge(
          "http_server_active_requests", "Requests in flight, asynchronous ones included.", METHOD);

  /** Request body sizes. */
  public static final MetricDefinition REQUEST_BODY_SIZE =
      histogram(
          "http_server_request_body_size_bytes",
          Unit.BYTES,
          "Size of request bodies, without header fields.",
          METHOD,
          ROUTE,
          STATUS);

  /** Response body sizes. */
  public static final MetricDefinition RESPONSE_BODY_SIZE =
      histogram(
          "http_server_response_body_size_bytes",
          Unit.BYTES,
          "Size of response bodies, without header fields.",
          METHOD,
          ROUTE,
          STATUS);

  /** Exceptions of the application. */
  public static final MetricDefinition EXCEPTIONS =
      counter(
          "http_server_exceptions_total",
          "Exceptions of the application; handled=false: one left the filter chain.",
          "exception_type",
          ROUTE,
          "handled");

  /** Requests whose client left. */
  public static final MetricDefinition CLIENT_ABORTS =
      counter(
          "http_server_client_aborts_total",
          "Requests whose client closed the connection first.",
          ROUTE,
          "phase");

  /** Asynchronous requests that timed out. */
  public static final MetricDefinition ASYNC_TIMEOUTS =
      counter("http_server_async_timeouts_total", "Asynchronous requests that timed out.", ROUTE);

  /** Requests with ambiguous framing. */
  public static final MetricDefinition FRAMING_VIOLATIONS =
      counter(
          "servlet_framing_violations_total",
          "Requests whose message framing was ambiguous.",
          "violation",
          "action");

  /** Observations that went to an overflow series. */
  public static final MetricDefinition SERIES_DROPPED =
      counter(
          "servlet_metrics_series_dropped_total",
          "Observations moved to the overflow series because max-series was reached.",
          "metric");

  /** Failures of our own. */
  public static final MetricDefinition ERRORS =
      counter(
          "servlet_metrics_errors_total",
          "Failures inside servlet-exporter that were kept away from the request.",
          "component");

  private static final List<MetricDefinition> ALL =
      List.of(
          REQUEST_DURATION,
          ACTIVE_REQUESTS,
          REQUEST_BODY_SIZE,
          RESPONSE_BODY_SIZE,
          EXCEPTIONS,
          CLIENT_ABORTS,
          ASYNC_TIMEOUTS,
          FRAMING_VIOLATIONS,
          SERIES_DROPPED,
          ERRORS);

  private MetricCatalog() {}

  /** Returns every definition, in the order of the documentation. */
  public static List<MetricDefinition> all() {
    return ALL;
  }

  private static MetricDefinition histogram(String name, Unit unit, String help, String... labels) {
    return of(name, MetricDefinition.Type.HISTOGRAM, unit, help, labels);
  }

  private static MetricDefinition gauge(String name, String help, String... labels) {
    return of(name, MetricDefinition.Type.GAUGE, null, help, labels);
  }

  private static MetricDefinition counter(String name, String help, String... labels) {
    return of(name, MetricDefinition.Type.COUNTER, null, help, labels);
  }

  private static MetricDefinition of(
      String name, MetricDefinition.Type type, @Nullable Unit unit, String help, String... labels) {
    return new MetricDefinition(name, type, unit, help, List.of(labels));
  }
}
