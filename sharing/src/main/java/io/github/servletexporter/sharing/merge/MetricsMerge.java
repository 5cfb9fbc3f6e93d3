package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.model.TypeConflict;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Merge of the metrics of many instances, added one after the other in any order. It holds the
 * result only, never the instances. Not thread-safe.
 */
public final class MetricsMerge {

  private final Map<String, FamilyMerge> families = new TreeMap<>();
  private final Deadline deadline;
  private int parts;

  /** Creates an empty merge that has to be complete by a deadline. */
  public MetricsMerge(Deadline deadline) {
    this.deadline = deadline;
  }

  /**
   * Adds the metrics that an instance has published last.
   *
   * @param origin instance that the metrics are from
   * @param snapshots all metrics of the instance
   * @throws MergeTimeoutException if the deadline has expired
   */
  public void add(Origin origin, MetricSnapshots snapshots) {
    deadline.check(parts);
    for (MetricSnapshot family : snapshots) {
      String name = family.getMetadata().getPrometheusName();
      families.computeIfAbsent(name, FamilyMerge::new).add(family, origin);
    }
    parts++;
  }

  /**
   * Returns the merged metrics.
   *
   * @param added families that replace the instances' families of the same names
   * @throws MergeTimeoutException if the deadline has expired
   */
  public MergedMetrics result(MetricSnapshots added) {
    return result(added, ExactSum.Rounding.NEAREST);
  }

  MergedMetrics result(MetricSnapshots added, ExactSum.Rounding rounding) {
    for (MetricSnapshot family : added) {
      families.remove(family.getMetadata().getPrometheusName());
    }
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    added.forEach(all::metricSnapshot);
    List<TypeConflict> conflicts = new ArrayList<>();
    families.forEach(
        (name, family) -> {
          deadline.check(parts);
          family.snapshot(rounding).ifPresent(all::metricSnapshot);
          family.conflict().ifPresent(conflicts::add);
        });
    return new MergedMetrics(all.build(), parts, conflicts);
  }
}
