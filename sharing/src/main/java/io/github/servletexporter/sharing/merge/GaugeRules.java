package io.github.servletexporter.sharing.merge;

import static java.util.Map.entry;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import java.util.Map;

/**
 * Rules by which gauges are merged: servlet-exporter's own by name, those of the JVM and its
 * process by their kind, all others per instance, which is never wrong and can be summed in a
 * query.
 */
final class GaugeRules {

  private static final Map<String, GaugeMode> OURS =
      Map.ofEntries(
          rule(MetricCatalog.ACTIVE_REQUESTS, GaugeMode.SUM),
          rule(MetricCatalog.POOL_THREADS, GaugeMode.SUM),
          rule(MetricCatalog.POOL_THREADS_MAX, GaugeMode.LIMIT),
          rule(MetricCatalog.POOL_THREADS_MIN, GaugeMode.SUM),
          rule(MetricCatalog.POOL_QUEUED_TASKS, GaugeMode.SUM),
          rule(MetricCatalog.CONNECTIONS, GaugeMode.SUM),
          rule(MetricCatalog.CONNECTIONS_MAX, GaugeMode.LIMIT),
          rule(MetricCatalog.WEBSOCKET_CONNECTIONS, GaugeMode.SUM),
          rule(MetricCatalog.WORKERS, GaugeMode.SUM),
          // The oldest thread with this worker number. One series per instance would be one for
          // each worker of each instance.
          rule(MetricCatalog.WORKER_START_TIME, GaugeMode.MIN),
          rule(MetricCatalog.WORKER_REQUEST_LIMIT, GaugeMode.MOST_RECENT),
          rule(MetricCatalog.RECYCLING_SUPPORTED, GaugeMode.MIN),
          rule(MetricCatalog.STUCK_WORKERS, GaugeMode.SUM),
          rule(MetricCatalog.OLDEST_ACTIVE_REQUEST, GaugeMode.MIN),
          rule(MetricCatalog.SESSIONS, GaugeMode.SUM),
          rule(MetricCatalog.JDBC_CONNECTIONS, GaugeMode.SUM),
          rule(MetricCatalog.JDBC_CONNECTIONS_MAX, GaugeMode.LIMIT),
          rule(MetricCatalog.JDBC_PENDING_REQUESTS, GaugeMode.SUM),
          // The number of open metrics ports: JVMs that share one port of a host are no fault.
          rule(MetricCatalog.METRICS_SERVER_UP, GaugeMode.SUM),
          rule(MetricCatalog.CONFIG_RELOAD_SUCCESSFUL, GaugeMode.MIN),
          rule(MetricCatalog.CONFIG_RELOAD_TIME, GaugeMode.MIN),
          // Reported by the owner of a metrics port, not published.
          rule(MetricCatalog.APPLICATION_UP, GaugeMode.MIN),
          rule(MetricCatalog.APPLICATION_METRICS_OMITTED, GaugeMode.SUM),
          // Reported by the reader of the store, not by instances.
          rule(MetricCatalog.INSTANCES, GaugeMode.MAX),
          // The instance that is furthest behind.
          rule(MetricCatalog.STORE_LAST_SUCCESS, GaugeMode.MIN));

  private GaugeRules() {}

  private static Map.Entry<String, GaugeMode> rule(MetricDefinition gauge, GaugeMode mode) {
    return entry(gauge.name(), mode);
  }

  /**
   * Returns the rule of a gauge.
   *
   * @param name name of the gauge in an exposition
   */
  static GaugeMode of(String name) {
    GaugeMode ours = OURS.get(name);
    if (ours != null) {
      return ours;
    }
    return isAmountOfAJvm(name) ? GaugeMode.LIMIT : GaugeMode.ALL;
  }

  /** Returns whether a gauge is an amount, such as memory or threads; -1 means no limit. */
  private static boolean isAmountOfAJvm(String name) {
    return (name.startsWith("jvm_") || name.startsWith("process_"))
        && !name.endsWith("_time_seconds")
        && !name.endsWith("_timestamp_seconds")
        && !name.endsWith("_ratio");
  }

  /** Returns whether one of servlet-exporter's gauges has a rule. */
  static boolean isDeclared(MetricDefinition gauge) {
    return OURS.containsKey(gauge.name());
  }
}
