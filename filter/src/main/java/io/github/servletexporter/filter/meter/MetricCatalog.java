package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of ours: the one place where a name, label, unit or help text is written, which is
 * why this table is longer than a class should be.
 *
 * <p>HTTP metrics carry the names of OpenTelemetry's HTTP semantic conventions in their Prometheus
 * spelling.
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

  /** Time that requests waited before the filter. */
  public static final MetricDefinition QUEUE_DURATION =
      histogram(
          "http_server_queue_duration_seconds",
          Unit.SECONDS,
          "Time from the trusted proxy's X-Request-Start until the first call of the filter.");

  /** Requests over the deadline. */
  public static final MetricDefinition STALE_REQUESTS =
      counter(
          "servlet_stale_requests_total",
          "Requests that had waited longer than queue-deadline when they came.",
          "action");

  /** Threads of container pools. */
  public static final MetricDefinition POOL_THREADS =
      gauge(
          "servlet_pool_threads",
          "Threads of a container pool, from the container itself.",
          POOL,
          STATE);

  /** Upper bounds of container pools. */
  public static final MetricDefinition POOL_THREADS_MAX =
      gauge("servlet_pool_threads_max", "The most threads that a container pool may have.", POOL);

  /** Lower bounds of container pools. */
  public static final MetricDefinition POOL_THREADS_MIN =
      gauge("servlet_pool_threads_min", "The threads that a container pool keeps.", POOL);

  /** Queues of container pools. */
  public static final MetricDefinition POOL_QUEUED_TASKS =
      gauge("servlet_pool_queued_tasks", "Tasks that wait for a thread of a container pool.", POOL);

  /** Open connections. */
  public static final MetricDefinition CONNECTIONS =
      gauge("servlet_connections", "Open connections of a connector.", CONNECTOR);

  /** Upper bounds of connections. */
  public static final MetricDefinition CONNECTIONS_MAX =
      gauge("servlet_connections_max", "The most connections of a connector.", CONNECTOR);

  /** Workers by state. */
  public static final MetricDefinition WORKERS =
      gauge("servlet_workers", "Workers seen by the filter.", POOL, STATE);

  /** Requests of each worker. */
  public static final MetricDefinition WORKER_REQUESTS =
      counter("servlet_worker_requests_total", "Requests that a worker has served.", POOL, WORKER);

  /** Failed requests of each worker. */
  public static final MetricDefinition WORKER_FAILED_REQUESTS =
      counter(
          "servlet_worker_failed_requests_total",
          "Requests on a worker that ended in an uncaught exception of the application.",
          POOL,
          WORKER);

  /** Busy time of each worker. */
  public static final MetricDefinition WORKER_BUSY =
      counter(
          "servlet_worker_busy_seconds_total",
          Unit.SECONDS,
          "Time that a worker spent in finished requests.",
          POOL,
          WORKER);

  /** Processor time of each worker. */
  public static final MetricDefinition WORKER_CPU =
      counter(
          "servlet_worker_cpu_seconds_total",
          Unit.SECONDS,
          "Processor time of a worker's threads since each one's first request.",
          POOL,
          WORKER);

  /** Allocations of each worker. */
  public static final MetricDefinition WORKER_ALLOCATED =
      counter(
          "servlet_worker_allocated_bytes_total",
          Unit.BYTES,
          "Heap memory allocated by a worker's threads since each one's first request.",
          POOL,
          WORKER);

  /** Since when each worker's present thread serves. */
  public static final MetricDefinition WORKER_START_TIME =
      gauge(
          "servlet_worker_start_time_seconds",
          Unit.SECONDS,
          "Unix time of the first request of a worker's present thread.",
          POOL,
          WORKER);

  /** Workers that ended. */
  public static final MetricDefinition WORKER_RECYCLES =
      counter("servlet_worker_recycles_total", "Workers that ended, and why.", POOL, "reason");

  /** The configured number of requests. */
  public static final MetricDefinition WORKER_REQUEST_LIMIT =
      gauge(
          "servlet_worker_request_limit",
          "Requests after which a worker is recycled, without jitter; 0 when it is not.",
          POOL);

  /** Whether a pool can be recycled. */
  public static final MetricDefinition RECYCLING_SUPPORTED =
      gauge(
          "servlet_recycling_supported",
          "1 when the pool can end one worker exactly, 0 when it can't.",
          POOL);

  /** Workers over the timeout. */
  public static final MetricDefinition STUCK_WORKERS =
      gauge("servlet_stuck_workers", "Requests over worker-timeout now.", POOL);

  /** Requests found stuck. */
  public static final MetricDefinition STUCK_REQUESTS =
      counter(
          "servlet_stuck_requests_total", "Requests that were found over worker-timeout.", POOL);

  /** Interrupts sent. */
  public static final MetricDefinition STUCK_INTERRUPTS =
      counter("servlet_stuck_interrupts_total", "Stuck workers that were interrupted.", POOL);

  /** Start of the oldest request. */
  public static final MetricDefinition OLDEST_ACTIVE_REQUEST =
      gauge(
          "servlet_oldest_active_request_start_time_seconds",
          Unit.SECONDS,
          "Unix time at which the oldest request in flight started; absent when there is none.");

  /** Failures at start. */
  public static final MetricDefinition BOOT_FAILURES =
      counter(
          "servlet_boot_failures_total",
          "Parts of the web application that failed to start: load for linkage errors, else init.",
          "stage");

  /** Failures of hooks. */
  public static final MetricDefinition HOOK_FAILURES =
      counter(
          "servlet_hook_failures_total",
          "Calls of lifecycle hooks that threw, took too long or had to be dropped.",
          "hook");

  /** Exceptions that were not written down. */
  public static final MetricDefinition ERROR_LOG_DROPPED =
      counter(
          "servlet_error_log_dropped_total",
          "Uncaught exceptions that were not written down: they came too fast, or error-log could"
              + " not be written.",
          "reason");

  /** The port of our own. */
  public static final MetricDefinition METRICS_SERVER_UP =
      gauge(
          "servlet_metrics_server_up",
          "1 when the own port is bound, 0 when it is taken and tried again; absent without one.");

  /** Members of the shared store. */
  public static final MetricDefinition INSTANCES =
      gauge(
          "servlet_instances",
          "Members of the shared store; dead ones are not yet folded. In the aggregate only.",
          STATE);

  /** Members that ended. */
  public static final MetricDefinition INSTANCE_EXITS =
      counter(
          "servlet_instance_exits_total",
          "Members that left the shared store; unclean: without a closing mark, so killed or"
              + " crashed. In the aggregate only.",
          "reason");

  /** What members run on. */
  public static final MetricDefinition INSTANCE_INFO =
      info(
          "servlet_instance_info",
          "What the live members of the shared store run on. In the aggregate only.",
          "instance",
          "container",
          "container_version",
          "module_version",
          "java_version",
          "worker_type");

  /** What was done in the shared store. */
  public static final MetricDefinition STORE_OPERATIONS =
      counter(
          "servlet_store_operations_total",
          "What this member did in the shared store, and how it went; reading damaged entries is"
              + " counted by the damage.",
          STORE,
          "operation",
          "outcome");

  /** When this member has last published. */
  public static final MetricDefinition STORE_LAST_SUCCESS =
      gauge(
          "servlet_store_last_success_timestamp_seconds",
          Unit.SECONDS,
          "Unix time at which this member last published to the shared store; absent before.",
          STORE);

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
          QUEUE_DURATION,
          STALE_REQUESTS,
          POOL_THREADS,
          POOL_THREADS_MAX,
          POOL_THREADS_MIN,
          POOL_QUEUED_TASKS,
          CONNECTIONS,
          CONNECTIONS_MAX,
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
          OLDEST_ACTIVE_REQUEST,
          BOOT_FAILURES,
          HOOK_FAILURES,
          ERROR_LOG_DROPPED,
          METRICS_SERVER_UP,
          INSTANCES,
          INSTANCE_EXITS,
          INSTANCE_INFO,
          STORE_OPERATIONS,
          STORE_LAST_SUCCESS,
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

  private static MetricDefinition gauge(String name, Unit unit, String help, String... labels) {
    return of(name, MetricDefinition.Type.GAUGE, unit, help, labels);
  }

  private static MetricDefinition counter(String name, String help, String... labels) {
    return of(name, MetricDefinition.Type.COUNTER, null, help, labels);
  }

  private static MetricDefinition counter(String name, Unit unit, String help, String... labels) {
    return of(name, MetricDefinition.Type.COUNTER, unit, help, labels);
  }

  private static MetricDefinition info(String name, String help, String... labels) {
    return of(name, MetricDefinition.Type.INFO, null, help, labels);
  }

  private static MetricDefinition of(
      String name, MetricDefinition.Type type, @Nullable Unit unit, String help, String... labels) {
    return new MetricDefinition(name, type, unit, help, List.of(labels));
  }
}
