package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/**
 * Addition of the totals of a dead instance to the retained totals: counters, histograms, and
 * counts and sums of summaries. Everything else ends with its instance.
 *
 * <p>Counts are exact in every order. Sums are rounded up, so that a total in the merged view does
 * not fall by its last bit when an instance is folded.
 */
public final class TotalsMerge {

  private static final Origin LATEST = new Origin("", false, 1);

  private TotalsMerge() {}

  /**
   * Adds the totals of a dead instance.
   *
   * @param retained retained totals, possibly empty
   * @param latest metrics that the instance has published last; if the types of a family differ,
   *     the type in these metrics is kept
   * @return sum of both
   */
  public static MetricSnapshots add(MetricSnapshots retained, MetricSnapshots latest) {
    MetricsMerge merge = new MetricsMerge(Deadline.none());
    merge.add(Origin.RETAINED, totals(retained));
    merge.add(LATEST, totals(latest));
    return merge.result(MetricSnapshots.of(), ExactSum.Rounding.UP).snapshots();
  }

  /** Returns the families that outlive their instance. */
  private static MetricSnapshots totals(MetricSnapshots snapshots) {
    return new MetricSnapshots(
        snapshots.stream()
            .filter(family -> MetricType.of(family).isTotal())
            .map(TotalsMerge::counted)
            .toList());
  }

  /** Leaves out series of a summary that have no count. */
  private static MetricSnapshot counted(MetricSnapshot family) {
    return family instanceof SummarySnapshot summary
        ? new SummarySnapshot(
            summary.getMetadata(),
            summary.getDataPoints().stream().filter(SummaryDataPointSnapshot::hasCount).toList())
        : family;
  }
}
