package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * One addend of the aggregate: what one member has counted, or all those that were folded.
 *
 * @param member whose it is, or null for the retired entry
 * @param metrics what was counted
 */
public record StorePart(@Nullable InstanceReport member, MetricSnapshots metrics) {

  /**
   * Returns whether it is a member that runs, whose gauges mean something; counters and histograms
   * count in any case.
   */
  public boolean isLive() {
    return member != null && member.isLive();
  }

  /** Returns the member as in the label {@code instance}; empty for the retired entry. */
  public String instance() {
    return member == null ? "" : member.identity().instance();
  }

  /** Returns the Unix time at which the member's JVM started; zero for the retired entry. */
  public long startedMillis() {
    return member == null ? 0 : member.identity().startMillis();
  }
}
