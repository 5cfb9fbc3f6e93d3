package io.github.servletexporter.listener.application;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Totals of the application as they were read last. What this instance has published must not be
 * missing from its next publication: the application may end before servlet-exporter does, and a
 * reading may fail. Thread-safe.
 */
final class RetainedFamilies {

  private final ReadLimits limits;
  private final Map<String, MetricSnapshot> totals = new HashMap<>();

  RetainedFamilies(ReadLimits limits) {
    this.limits = limits;
  }

  /** Returns a reading, completed by the totals that were in an earlier one. */
  synchronized MetricSnapshots complete(List<MetricSnapshot> reading) {
    Map<String, MetricSnapshot> missing = new HashMap<>(totals);
    long series = 0;
    for (MetricSnapshot family : reading) {
      String name = family.getMetadata().getPrometheusName();
      missing.remove(name);
      series += family.getDataPoints().size();
      if (MetricType.of(family).isTotal()) {
        totals.put(name, family);
      } else {
        totals.remove(name);
      }
    }
    List<MetricSnapshot> all = new ArrayList<>(reading);
    for (Map.Entry<String, MetricSnapshot> family : missing.entrySet()) {
      series += family.getValue().getDataPoints().size();
      if (series <= limits.series()) {
        all.add(family.getValue());
      } else {
        totals.remove(family.getKey());
      }
    }
    return new MetricSnapshots(all);
  }

  synchronized void clear() {
    totals.clear();
  }
}
