package io.github.servletexporter.it.behaviour;

/** Names of the metrics and labels that the suite asserts on. */
final class Metrics {
  static final String REQUESTS = "http_server_request_duration_seconds_count";
  static final String ACTIVE = "http_server_active_requests";
  static final String REQUEST_SIZES = "http_server_request_body_size_bytes";
  static final String RESPONSE_SIZES = "http_server_response_body_size_bytes";
  static final String EXCEPTIONS = "http_server_exceptions_total";
  static final String CLIENT_ABORTS = "http_server_client_aborts_total";
  static final String ASYNC_TIMEOUTS = "http_server_async_timeouts_total";
  static final String FRAMING_VIOLATIONS = "servlet_framing_violations_total";
  static final String CONTAINER_RESPONSES = "servlet_container_responses_total";
  static final String SERIES_DROPPED = "servlet_metrics_series_dropped_total";
  static final String OWN_ERRORS = "servlet_metrics_errors_total";
  static final String WORKERS = "servlet_workers";
  static final String WORKER_REQUESTS = "servlet_worker_requests_total";
  static final String WORKER_FAILED_REQUESTS = "servlet_worker_failed_requests_total";
  static final String WORKER_BUSY = "servlet_worker_busy_seconds_total";
  static final String WORKER_CPU = "servlet_worker_cpu_seconds_total";
  static final String WORKER_ALLOCATED = "servlet_worker_allocated_bytes_total";
  static final String WORKER_START_TIME = "servlet_worker_start_time_seconds";
  static final String POOL_THREADS = "servlet_pool_threads";
  static final String STUCK_WORKERS = "servlet_stuck_workers";
  static final String STUCK_REQUESTS = "servlet_stuck_requests_total";
  static final String STUCK_INTERRUPTS = "servlet_stuck_interrupts_total";
  static final String OLDEST_REQUEST = "servlet_oldest_active_request_start_time_seconds";
  static final String QUEUE_WAITS = "http_server_queue_duration_seconds_count";
  static final String QUEUE_SECONDS = "http_server_queue_duration_seconds_sum";
  static final String STALE_REQUESTS = "servlet_stale_requests_total";

  static final String METHOD = "http_request_method";
  static final String ROUTE = "http_route";
  static final String STATUS = "http_response_status_code";
  static final String ERROR_TYPE = "error_type";
  static final String POOL = "pool";
  static final String WORKER = "worker";
  static final String STATE = "state";

  private Metrics() {}
}
