package io.github.servletexporter.sharing.model;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * Result of a merge.
 *
 * @param snapshots merged families
 * @param parts number of merged snapshots; the retained totals are one of them
 * @param conflicts families with different types, of which only one was kept
 */
public record MergedMetrics(MetricSnapshots snapshots, int parts, List<TypeConflict> conflicts) {

  /** Copies the list. */
  public MergedMetrics {
    conflicts = List.copyOf(conflicts);
  }

  /** Returns whether a family has different types. */
  public boolean isDisputed(String family) {
    return conflicts.stream().anyMatch(conflict -> conflict.family().equals(family));
  }
}
