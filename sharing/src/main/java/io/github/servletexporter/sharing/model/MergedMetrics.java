package io.github.servletexporter.sharing.model;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * Result of a merge.
 *
 * @param snapshots merged families
 * @param parts number of merged snapshots; the retained totals are one of them
 * @param disputed names of families that instances have with different types; only one type was
 *     kept
 */
public record MergedMetrics(MetricSnapshots snapshots, int parts, List<String> disputed) {

  /** Copies the list. */
  public MergedMetrics {
    disputed = List.copyOf(disputed);
  }
}
