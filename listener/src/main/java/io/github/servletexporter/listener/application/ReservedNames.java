package io.github.servletexporter.listener.application;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Names of servlet-exporter's own families and their samples, whether or not they have data at
 * present, so that a metric of the application does not come and go with ours. Used by one thread.
 */
final class ReservedNames {

  private final Supplier<MetricSnapshots> jvm;
  private final Set<String> names = new HashSet<>();

  /**
   * Creates the names.
   *
   * @param jvm returns the JVM metrics, even while another web application exposes them
   */
  ReservedNames(Supplier<MetricSnapshots> jvm) {
    this.jvm = jvm;
  }

  Set<String> get() {
    if (names.isEmpty()) {
      jvm.get().forEach(family -> names.addAll(ExposedNames.of(family)));
      MetricCatalog.all().forEach(definition -> names.addAll(ExposedNames.of(definition)));
    }
    return names;
  }
}
