package io.github.servletexporter.listener.store;

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
record RetiredEntry(
    long generation,
    long nonce,
    long stopped,
    long unclean,
    List<Absorbed> absorbed,
    MetricSnapshots sum) {

  RetiredEntry {
    absorbed = List.copyOf(absorbed);
  }

  static RetiredEntry none() {
    return new RetiredEntry(0, 0, 0, 0, List.of(), new MetricSnapshots());
  }
}
