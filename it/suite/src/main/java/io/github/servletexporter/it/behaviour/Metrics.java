package io.github.servletexporter.it.behaviour;

/** The names under which a scraper finds what the suite asserts on. */
final class Metrics {
  static final String REQUESTS = "http_server_request_duration_seconds_count";
  static final String ACTIVE = "http_server_active_requests";
  static final String REQUEST_SIZES = "http_server_request_body_size_bytes";
  static final String RESPONSE_SIZES = "http_server_response_body_size_bytes";
  static final String EXCEPTIONS = "http_server_exceptions_total";
  static final String CLIENT_ABORTS = "http_server_client_aborts_total";
  static final String ASYNC_TIMEOUTS = "http_server_async_timeouts_total";
  static final String FRAMING_VIOLATIONS = "servlet_framing_violations_total";
  static final String SERIES_DROPPED = "servlet_metrics_series_dropped_total";
  static final String OWN_ERRORS = "servlet_metrics_errors_total";

  static final String METHOD = "http_request_method";
  static final String ROUTE = "http_route";
  static final String STATUS = "http_response_status_code";
  static final String ERROR_TYPE = "error_type";

  private Metrics() {}
}
