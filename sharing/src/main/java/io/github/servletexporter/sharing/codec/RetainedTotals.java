package io.github.servletexporter.sharing.codec;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * Totals of the instances that have died, and the list of those instances.
 *
 * @param generation number of the version, one higher than that of the version it replaced
 * @param nonce random number, so that no two versions have the same bytes
 * @param stopped number of instances that have stopped
 * @param unclean number of instances that have ended without stopping
 * @param dead dead instances that are listed: folded, or only counted
 * @param sum sum of the totals of all folded instances
 */
public record RetainedTotals(
    long generation,
    long nonce,
    long stopped,
    long unclean,
    List<DeadInstance> dead,
    MetricSnapshots sum) {

  /** Copies the list. */
  public RetainedTotals {
    dead = List.copyOf(dead);
  }

  /** Returns the totals of a store in which no instance has died. */
  public static RetainedTotals none() {
    return new RetainedTotals(0, 0, 0, 0, List.of(), new MetricSnapshots());
  }
}
