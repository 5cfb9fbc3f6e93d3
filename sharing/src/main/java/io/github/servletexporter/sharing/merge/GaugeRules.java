package io.github.servletexporter.sharing.merge;

import static java.util.Map.entry;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import java.util.Map;

/**
 * How each gauge is merged: the one place that says so. Ours by name, those of the JVM and its
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
          rule(MetricCatalog.WORKERS, GaugeMode.SUM),
          // The oldest thread on a slot of this number: per instance it would be all workers of all
          // members.
          rule(MetricCatalog.WORKER_START_TIME, GaugeMode.MIN),
          rule(MetricCatalog.WORKER_REQUEST_LIMIT, GaugeMode.MOST_RECENT),
          rule(MetricCatalog.RECYCLING_SUPPORTED, GaugeMode.MIN),
          rule(MetricCatalog.STUCK_WORKERS, GaugeMode.SUM),
          rule(MetricCatalog.OLDEST_ACTIVE_REQUEST, GaugeMode.MIN),
          // How many members have theirs: JVMs of one host with one port between them are no fault.
          rule(MetricCatalog.METRICS_SERVER_UP, GaugeMode.SUM),
          // Said by the store, not by members.
          rule(MetricCatalog.INSTANCES, GaugeMode.MAX),
          // The member that is furthest behind.
          rule(MetricCatalog.STORE_LAST_SUCCESS, GaugeMode.MIN));

  private GaugeRules() {}

  private static Map.Entry<String, GaugeMode> rule(MetricDefinition gauge, GaugeMode mode) {
    return entry(gauge.name(), mode);
  }

  /**
   * Returns the rule of a gauge.
   *
   * @param name as Prometheus sees it
   */
  static GaugeMode of(String name) {
    GaugeMode ours = OURS.get(name);
    if (ours != null) {
      return ours;
    }
    return isAmountOfAJvm(name) ? GaugeMode.LIMIT : GaugeMode.ALL;
  }

  /** Memory, threads, classes, files: all but times, and -1 where the JVM has no limit. */
  private static boolean isAmountOfAJvm(String name) {
    return (name.startsWith("jvm_") || name.startsWith("process_"))
        && !name.endsWith("_time_seconds")
        && !name.endsWith("_timestamp_seconds")
        && !name.endsWith("_ratio");
  }

  /** Returns whether a gauge of ours has a rule of its own. */
  static boolean isDeclared(MetricDefinition gauge) {
    return OURS.containsKey(gauge.name());
  }
}
