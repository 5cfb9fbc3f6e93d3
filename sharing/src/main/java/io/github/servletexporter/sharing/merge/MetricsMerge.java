package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.sharing.model.MergedMetrics;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Merges one member after the other, in any order: what it holds is the result, never the members.
 * Used by one thread.
 */
public final class MetricsMerge {

  private final Map<String, FamilyMerge> families = new TreeMap<>();
  private final Deadline deadline;
  private int members;

  public MetricsMerge(Deadline deadline) {
    this.deadline = deadline;
  }

  /**
   * Adds what a member has published last.
   *
   * @param member whose it is
   * @param snapshots all its metrics
   * @throws MergeTimeoutException if there is no time for more: whoever reads members stops
   */
  public void add(Origin member, MetricSnapshots snapshots) {
    deadline.check(members);
    for (MetricSnapshot family : snapshots) {
      String name = family.getMetadata().getPrometheusName();
      families.computeIfAbsent(name, FamilyMerge::new).add(family, member);
    }
    members++;
  }

  public MergedMetrics result() {
    return result(MetricSnapshots.of(), Rounding.NEAREST);
  }

  /**
   * Returns what was merged so far.
   *
   * @param added families that replace members' families of these names
   * @param rounding of sums
   */
  public MergedMetrics result(MetricSnapshots added, Rounding rounding) {
    for (MetricSnapshot family : added) {
      families.remove(family.getMetadata().getPrometheusName());
    }
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    added.forEach(all::metricSnapshot);
    List<String> disputed = new ArrayList<>();
    families.forEach(
        (name, family) -> {
          deadline.check(members);
          family.snapshot(rounding).ifPresent(all::metricSnapshot);
          if (family.isDisputed()) {
            disputed.add(name);
          }
        });
    return new MergedMetrics(all.build(), members, disputed);
  }
}
