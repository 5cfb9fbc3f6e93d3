package io.github.servletexporter.sharing.merge;

import io.github.servletexporter.base.Ticker;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.function.BinaryOperator;

/**
 * Folds what a dead member has counted into what former members have: counters, histograms and
 * summaries; gauges and the like end with their member. Thread-safe.
 *
 * <p>Counts are exact in every order. Sums are rounded up, so that the total of an aggregate does
 * not fall by the last bit when a member is folded.
 */
public final class TotalsMerge implements BinaryOperator<MetricSnapshots> {

  private static final Origin FORMER = new Origin("", false, 0);
  private static final Origin LATEST = new Origin("", false, 1);
  private static final Ticker STANDING_STILL = () -> 0;

  /** Creates the operation. */
  public TotalsMerge() {}

  /**
   * Folds one into the other.
   *
   * @param former totals of former members, or an empty snapshot
   * @param latest what the dead member has published last; where types differ, its type wins
   * @return both
   */
  @Override
  public MetricSnapshots apply(MetricSnapshots former, MetricSnapshots latest) {
    MetricsMerge merge = new MetricsMerge(Deadline.in(Duration.ZERO, STANDING_STILL));
    merge.add(FORMER, former);
    merge.add(LATEST, latest);
    return merge.result(MetricSnapshots.of(), Rounding.UP).snapshots();
  }
}
