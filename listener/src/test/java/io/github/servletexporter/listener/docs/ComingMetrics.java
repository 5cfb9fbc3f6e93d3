package io.github.servletexporter.listener.docs;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.filter.meter.MetricDefinition.Type;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;

/**
 * Families that rules, dashboards and pages speak of before the catalogue has them. {@link
 * DashboardsTest} fails for one that has come: use the catalogue's then, and take it out here.
 */
final class ComingMetrics {

  static final MetricDefinition INSTANCES = define("servlet_instances", Type.GAUGE, "state");
  static final MetricDefinition INSTANCE_EXITS =
      define("servlet_instance_exits_total", Type.COUNTER, "reason");
  static final MetricDefinition INSTANCE_INFO =
      define(
          "servlet_instance_info",
          Type.GAUGE,
          "container",
          "container_version",
          "module_version",
          "java_version",
          "worker_type");
  static final MetricDefinition STORE_OPERATIONS =
      define("servlet_store_operations_total", Type.COUNTER, "store", "operation", "outcome");
  static final MetricDefinition STORE_LAST_SUCCESS =
      new MetricDefinition(
          "servlet_store_last_success_timestamp_seconds",
          Type.GAUGE,
          Unit.SECONDS,
          "",
          List.of("store"));
  private static final List<MetricDefinition> ALL =
      List.of(INSTANCES, INSTANCE_EXITS, INSTANCE_INFO, STORE_OPERATIONS, STORE_LAST_SUCCESS);

  private ComingMetrics() {}

  static List<MetricDefinition> all() {
    return ALL;
  }

  static List<String> arrived() {
    List<String> catalogue = MetricCatalog.all().stream().map(MetricDefinition::name).toList();
    return ALL.stream().map(MetricDefinition::name).filter(catalogue::contains).toList();
  }

  private static MetricDefinition define(String name, Type type, String... labels) {
    return new MetricDefinition(name, type, null, "", List.of(labels));
  }
}
