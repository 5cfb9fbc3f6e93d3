package io.github.servletexporter.sharing.codec;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * The sum of the members that have ended, and who they were.
 *
 * @param generation one more than the entry that this one replaced
 * @param nonce a random number: no two entries have the same bytes
 * @param stopped how many members have ended properly
 * @param unclean how many have not
 * @param absorbed whom of them a reader has to know
 * @param sum what they had counted
 */
public record RetainedTotals(
    long generation,
    long nonce,
    long stopped,
    long unclean,
    List<DeadInstance> absorbed,
    MetricSnapshots sum) {

  public RetainedTotals {
    absorbed = List.copyOf(absorbed);
  }

  public static RetainedTotals none() {
    return new RetainedTotals(0, 0, 0, 0, List.of(), new MetricSnapshots());
  }
}
