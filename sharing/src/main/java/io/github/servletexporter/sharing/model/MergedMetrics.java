package io.github.servletexporter.sharing.model;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * The merged view.
 *
 * @param snapshots all families
 * @param members how many were merged, what is left of former members counted as one
 * @param disputed families that some members have with another type: these members' were left out
 */
public record MergedMetrics(MetricSnapshots snapshots, int members, List<String> disputed) {

  /** Copies the list. */
  public MergedMetrics {
    disputed = List.copyOf(disputed);
  }
}
