package io.github.servletexporter.filter.meter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Catalogue of all metrics: the only place that defines names, labels, units and help texts, and
 * therefore longer than other classes.
 *
 * <p>HTTP metrics have the names of the HTTP semantic conventions of OpenTelemetry, in the form
 * used by Prometheus.
 */
public final class MetricCatalog {

  private static final String METHOD = "http_request_method";
  private static final String ROUTE = "http_route";
  private static final String STATUS = "http_response_status_code";
  static final String ERROR_TYPE = "error_type";
  private static final String POOL = "pool";
  private static final String WORKER = "worker";
  private static final String STATE = "state";
  private static final String CONNECTOR = "connector";
  private static final String STORE = "store";
  private static final String JDBC_POOL = "db_client_connection_pool_name";
  private static final String SECONDS = "seconds";
  private static final String BYTES = "bytes";

  /** Duration of requests. */
  public static final MetricDefinition REQUEST_DURATION =
      histogramIn(
          "http_server_request_duration_seconds",
          SECONDS,
          "Time from the call of the filter until the response is passed back to the container.",
          METHOD,
          ROUTE,
          STATUS,
          ERROR_TYPE);

  /** Requests in flight. */
  public static final MetricDefinition ACTIVE_REQUESTS =
      gauge(
          "http_server_active_requests",
          "Requests in flight, including asynchronous ones.",
          METHOD);

  /** Request body sizes. */
  public static final MetricDefinition REQUEST_BODY_SIZE =
      histogramIn(
          "http_server_request_body_size_bytes",
          BYTES,
          "Size of request bodies without header fields.",
          METHOD,
          ROUTE,
          STATUS);

  /** Response body sizes. */
  public static final MetricDefinition RESPONSE_BODY_SIZE =
      histogramIn(
          "http_server_response_body_size_bytes",
          BYTES,
          "Size of response bodies without header fields.",
          METHOD,
          ROUTE,
          STATUS);

  /** Exceptions of the application. */
  public static final MetricDefinition EXCEPTIONS =
      counter(
          "http_server_exceptions_total",
          "Exceptions of the application; handled=\"false\" if the exception left the filter chain.",
          "exception_type",
          ROUTE,
          "handled");

  /** Requests whose client closed the connection. */
  public static final MetricDefinition CLIENT_ABORTS =
      counter(
          "http_server_client_aborts_total",
          "Requests whose client closed the connection before the response was complete.",
          ROUTE,
          "phase");

  /** Asynchronous requests that timed out. */
  public static final MetricDefinition ASYNC_TIMEOUTS =
      counter("http_server_async_timeouts_total", "Asynchronous requests that timed out.", ROUTE);

  /** Requests with ambiguous framing. */
  public static final MetricDefinition FRAMING_VIOLATIONS =
      counter(
          "servlet_framing_violations_total",
          "Requests with ambiguous message framing.",
          "violation",
          "action");

  /** Time that requests have waited in front of the filter. */
  public static final MetricDefinition QUEUE_DURATION =
      histogramIn(
          "http_server_queue_duration_seconds",
          SECONDS,
          "Time from the X-Request-Start of a trusted proxy until the call of the filter.");

  /** Requests over the deadline. */
  public static final MetricDefinition STALE_REQUESTS =
      counter(
          "servlet_stale_requests_total",
          "Requests that had waited longer than queue-deadline when they arrived.",
          "action");

  /** Threads of container pools. */
  public static final MetricDefinition POOL_THREADS =
      gauge(
          "servlet_pool_threads",
          "Threads of a container pool, as reported by the container.",
          POOL,
          STATE);

  /** Upper bounds of container pools. */
  public static final MetricDefinition POOL_THREADS_MAX =
      gauge("servlet_pool_threads_max", "Maximum number of threads of a container pool.", POOL);

  /** Lower bounds of container pools. */
  public static final MetricDefinition POOL_THREADS_MIN =
      gauge(
          "servlet_pool_threads_min",
          "Number of threads that a container pool keeps when idle.",
          POOL);

  /** Queues of container pools. */
  public static final MetricDefinition POOL_QUEUED_TASKS =
      gauge("servlet_pool_queued_tasks", "Tasks waiting for a thread of a container pool.", POOL);

  /** Responses of the container. */
  public static final MetricDefinition CONTAINER_RESPONSES =
      counter(
          "servlet_container_responses_total",
          "Responses of the container, including those that no web application sees; absent without"
              + " the counter of servlet-exporter-container.",
          "status",
          CONNECTOR);

  /** Open connections. */
  public static final MetricDefinition CONNECTIONS =
      gauge("servlet_connections", "Open connections of a connector.", CONNECTOR);

  /** Upper bounds of connections. */
  public static final MetricDefinition CONNECTIONS_MAX =
      gauge("servlet_connections_max", "Maximum number of connections of a connector.", CONNECTOR);

  /** Open WebSocket connections. */
  public static final MetricDefinition WEBSOCKET_CONNECTIONS =
      gauge(
          "servlet_websocket_connections",
          "Open WebSocket connections of the application; absent if it has no WebSockets.");

  /** Workers by state. */
  public static final MetricDefinition WORKERS =
      gauge("servlet_workers", "Workers that have served a request, by state.", POOL, STATE);

  /** Requests of each worker. */
  public static final MetricDefinition WORKER_REQUESTS =
      counter("servlet_worker_requests_total", "Requests served by a worker.", POOL, WORKER);

  /** Failed requests of each worker. */
  public static final MetricDefinition WORKER_FAILED_REQUESTS =
      counter(
          "servlet_worker_failed_requests_total",
          "Requests of a worker that ended with an uncaught exception of the application.",
          POOL,
          WORKER);

  /** Busy time of each worker. */
  public static final MetricDefinition WORKER_BUSY =
      counterIn(
          "servlet_worker_busy_seconds_total",
          SECONDS,
          "Time that a worker has spent on finished requests.",
          POOL,
          WORKER);

  /** Processor time of each worker. */
  public static final MetricDefinition WORKER_CPU =
      counterIn(
          "servlet_worker_cpu_seconds_total",
          SECONDS,
          "CPU time of the threads of a worker, each since its first request.",
          POOL,
          WORKER);

  /** Allocations of each worker. */
  public static final MetricDefinition WORKER_ALLOCATED =
      counterIn(
          "servlet_worker_allocated_bytes_total",
          BYTES,
          "Heap memory allocated by the threads of a worker, each since its first request.",
          POOL,
          WORKER);

  /** Time at which the current thread of each worker started to serve. */
  public static final MetricDefinition WORKER_START_TIME =
      gaugeIn(
          "servlet_worker_start_time_seconds",
          SECONDS,
          "Unix time of the first request of the current thread of a worker.",
          POOL,
          WORKER);

  /** Workers that have ended. */
  public static final MetricDefinition WORKER_RECYCLES =
      counter(
          "servlet_worker_recycles_total", "Workers that have ended, by reason.", POOL, "reason");

  /** Configured number of requests of a worker. */
  public static final MetricDefinition WORKER_REQUEST_LIMIT =
      gauge(
          "servlet_worker_request_limit",
          "Requests after which a worker is recycled, without jitter; 0 if there is no limit.",
          POOL);

  /** Support for recycling by a pool. */
  public static final MetricDefinition RECYCLING_SUPPORTED =
      gauge(
          "servlet_recycling_supported",
          "1 if the pool can recycle an individual worker, otherwise 0.",
          POOL);

  /** Stuck requests. */
  public static final MetricDefinition STUCK_WORKERS =
      gauge("servlet_stuck_workers", "Requests that currently exceed worker-timeout.", POOL);

  /** Stuck requests since the start. */
  public static final MetricDefinition STUCK_REQUESTS =
      counter("servlet_stuck_requests_total", "Requests that have exceeded worker-timeout.", POOL);

  /** Interrupts sent. */
  public static final MetricDefinition STUCK_INTERRUPTS =
      counter("servlet_stuck_interrupts_total", "Interrupts sent to stuck workers.", POOL);

  /** Requests that were slow. */
  public static final MetricDefinition SLOW_REQUESTS =
      counter(
          "servlet_slow_requests_total",
          "Requests that have taken longer than slow-request.",
          ROUTE);

  /** Start of the oldest request. */
  public static final MetricDefinition OLDEST_ACTIVE_REQUEST =
      gaugeIn(
          "servlet_oldest_active_request_start_time_seconds",
          SECONDS,
          "Start of the oldest request in flight as Unix time; absent if there is none.");

  /** Sessions that have not ended. */
  public static final MetricDefinition SESSIONS =
      gauge("servlet_sessions", "Sessions that were created since the start and have not ended.");

  /** Sessions that were created. */
  public static final MetricDefinition SESSIONS_CREATED =
      counter("servlet_sessions_created_total", "Sessions that were created.");

  /** Sessions that have expired. */
  public static final MetricDefinition SESSIONS_EXPIRED =
      counter(
          "servlet_sessions_expired_total",
          "Sessions that ended because they were idle for too long.");

  /** Failures at start. */
  public static final MetricDefinition BOOT_FAILURES =
      counter(
          "servlet_boot_failures_total",
          "Components of the web application that failed to start; stage=\"load\" for linkage errors,"
              + " otherwise \"init\".",
          "stage");

  /** Failures of hooks. */
  public static final MetricDefinition HOOK_FAILURES =
      counter(
          "servlet_hook_failures_total",
          "Calls of lifecycle hooks that threw an exception, timed out or were dropped.",
          "hook");

  /** Exceptions that were not written to the error log. */
  public static final MetricDefinition ERROR_LOG_DROPPED =
      counter(
          "servlet_error_log_dropped_total",
          "Uncaught exceptions that were not written to error-log, because they arrived too fast"
              + " or writing failed.",
          "reason");

  /** State of the metrics port. */
  public static final MetricDefinition METRICS_SERVER_UP =
      gauge(
          "servlet_metrics_server_up",
          "1 if the metrics port is bound, 0 if it is in use and binding is retried; absent without a"
              + " metrics port.");

  /** Result of the last reload of the configuration. */
  public static final MetricDefinition CONFIG_RELOAD_SUCCESSFUL =
      gauge(
          "servlet_config_last_reload_successful",
          "1 if the last reload of credentials and certificates succeeded, or there was none yet; 0 if"
              + " it failed and the previous ones are in use. Absent if no file is watched.");

  /** Time of the last successful reload of the configuration. */
  public static final MetricDefinition CONFIG_RELOAD_TIME =
      gaugeIn(
          "servlet_config_last_reload_success_timestamp_seconds",
          SECONDS,
          "Unix time of the last successful reload of credentials and certificates, at first that of"
              + " the start. Absent if no file is watched.");

  /** Requests for our pages with wrong credentials. */
  public static final MetricDefinition AUTH_FAILURES =
      counter(
          "servlet_auth_failures_total",
          "Requests for servlet-exporter's pages with wrong credentials or a wrong key; absent if"
              + " neither exists.");

  /** Presence of an application in a scrape. */
  public static final MetricDefinition APPLICATION_UP =
      gauge(
          "servlet_application_up",
          "1 if the scrape contains the metrics of the application, 0 if it failed or took too long."
              + " Shared metrics port only.",
          "application");

  /** Instances in the shared store. */
  public static final MetricDefinition INSTANCES =
      gauge(
          "servlet_instances",
          "Instances in the shared store; state=\"dead\" until they are folded. Merged view only.",
          STATE);

  /** Instances that have ended. */
  public static final MetricDefinition INSTANCE_EXITS =
      counter(
          "servlet_instance_exits_total",
          "Instances that have left the shared store; reason=\"unclean\" if they did not shut down"
              + " but were killed or crashed. Merged view only.",
          "reason");

  /** Environment of the instances. */
  public static final MetricDefinition INSTANCE_INFO =
      info(
          "servlet_instance_info",
          "Container and versions of the live instances in the shared store. Merged view only.",
          "instance",
          "container",
          "container_version",
          "module_version",
          "java_version",
          "worker_type");

  /** Operations on the shared store. */
  public static final MetricDefinition STORE_OPERATIONS =
      counter(
          "servlet_store_operations_total",
          "Operations of this instance on the shared store, by outcome; reads of damaged entries"
              + " are counted by the kind of damage.",
          STORE,
          "operation",
          "outcome");

  /** Time of the last publication of this instance. */
  public static final MetricDefinition STORE_LAST_SUCCESS =
      gaugeIn(
          "servlet_store_last_success_timestamp_seconds",
          SECONDS,
          "Unix time of the last publication of this instance to the shared store; absent before the"
              + " first.",
          STORE);

  /** Observations in overflow series. */
  public static final MetricDefinition SERIES_DROPPED =
      counter(
          "servlet_metrics_series_dropped_total",
          "Observations recorded in a folded or overflow series because max-series leaves no more room.",
          "metric");

  /** Families of the application that are left out. */
  public static final MetricDefinition APPLICATION_METRICS_OMITTED =
      gauge(
          "servlet_application_metrics_omitted",
          "Metrics of the application that the last scrape left out.",
          "reason");

  /** Internal errors. */
  public static final MetricDefinition ERRORS =
      counter(
          "servlet_metrics_errors_total",
          "Internal errors of servlet-exporter, which do not affect requests.",
          "component");

  /** Connections of JDBC pools. */
  public static final MetricDefinition JDBC_CONNECTIONS =
      gauge(
          "db_client_connection_count",
          "Connections of a JDBC pool, as its MBean reports them.",
          JDBC_POOL,
          "db_client_connection_state");

  /** Upper bounds of JDBC pools. */
  public static final MetricDefinition JDBC_CONNECTIONS_MAX =
      gauge("db_client_connection_max", "Maximum number of connections of a JDBC pool.", JDBC_POOL);

  /** Threads in front of JDBC pools. */
  public static final MetricDefinition JDBC_PENDING_REQUESTS =
      gauge(
          "db_client_connection_pending_requests",
          "Threads that wait for a connection of a JDBC pool.",
          JDBC_POOL);

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
          QUEUE_DURATION,
          STALE_REQUESTS,
          POOL_THREADS,
          POOL_THREADS_MAX,
          POOL_THREADS_MIN,
          POOL_QUEUED_TASKS,
          CONTAINER_RESPONSES,
          CONNECTIONS,
          CONNECTIONS_MAX,
          WEBSOCKET_CONNECTIONS,
          WORKERS,
          WORKER_REQUESTS,
          WORKER_FAILED_REQUESTS,
          WORKER_BUSY,
          WORKER_CPU,
          WORKER_ALLOCATED,
          WORKER_START_TIME,
          WORKER_RECYCLES,
          WORKER_REQUEST_LIMIT,
          RECYCLING_SUPPORTED,
          STUCK_WORKERS,
          STUCK_REQUESTS,
          STUCK_INTERRUPTS,
          SLOW_REQUESTS,
          OLDEST_ACTIVE_REQUEST,
          SESSIONS,
          SESSIONS_CREATED,
          SESSIONS_EXPIRED,
          JDBC_CONNECTIONS,
          JDBC_CONNECTIONS_MAX,
          JDBC_PENDING_REQUESTS,
          BOOT_FAILURES,
          HOOK_FAILURES,
          ERROR_LOG_DROPPED,
          METRICS_SERVER_UP,
          CONFIG_RELOAD_SUCCESSFUL,
          CONFIG_RELOAD_TIME,
          AUTH_FAILURES,
          APPLICATION_UP,
          INSTANCES,
          INSTANCE_EXITS,
          INSTANCE_INFO,
          STORE_OPERATIONS,
          STORE_LAST_SUCCESS,
          SERIES_DROPPED,
          APPLICATION_METRICS_OMITTED,
          ERRORS);

  private MetricCatalog() {}

  /** Returns every definition, in the order of the documentation. */
  public static List<MetricDefinition> all() {
    return ALL;
  }

  private static MetricDefinition histogramIn(
      String name, String unit, String help, String... labels) {
    return of(name, MetricDefinition.Type.HISTOGRAM, unit, help, labels);
  }

  private static MetricDefinition gauge(String name, String help, String... labels) {
    return of(name, MetricDefinition.Type.GAUGE, null, help, labels);
  }

  private static MetricDefinition gaugeIn(String name, String unit, String help, String... labels) {
    return of(name, MetricDefinition.Type.GAUGE, unit, help, labels);
  }

  private static MetricDefinition counter(String name, String help, String... labels) {
    return of(name, MetricDefinition.Type.COUNTER, null, help, labels);
  }

  private static MetricDefinition counterIn(
      String name, String unit, String help, String... labels) {
    return of(name, MetricDefinition.Type.COUNTER, unit, help, labels);
  }

  private static MetricDefinition info(String name, String help, String... labels) {
    return of(name, MetricDefinition.Type.INFO, null, help, labels);
  }

  private static MetricDefinition of(
      String name,
      MetricDefinition.Type type,
      @Nullable String unit,
      String help,
      String... labels) {
    return new MetricDefinition(name, type, unit, help, List.of(labels));
  }
}
