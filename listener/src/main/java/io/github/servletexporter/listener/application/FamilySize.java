package io.github.servletexporter.listener.application;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/** Size of a family that needs no copy, because it is of our own version of client_java. */
final class FamilySize {

  private FamilySize() {}

  /**
   * Takes what a family needs from a budget, and returns the family.
   *
   * @throws ReadBudget.LimitException if a limit is exceeded
   */
  static MetricSnapshot within(ReadBudget budget, MetricSnapshot family) {
    budget.takeSeries(family.getDataPoints().size());
    MetricMetadata metadata = family.getMetadata();
    budget.take(metadata.getName());
    if (metadata.getHelp() != null) {
      budget.take(metadata.getHelp());
    }
    for (DataPointSnapshot point : family.getDataPoints()) {
      take(budget, point.getLabels());
      take(budget, point);
    }
    return family;
  }

  private static void take(ReadBudget budget, Labels labels) {
    ReadBudget.fits(labels.size(), ReadLimits.LABELS, "labels");
    for (Label label : labels) {
      budget.take(label.getName());
      budget.take(label.getValue());
    }
  }

  private static void take(ReadBudget budget, DataPointSnapshot point) {
    if (point instanceof HistogramDataPointSnapshot histogram) {
      if (histogram.hasClassicHistogramData()) {
        ReadBudget.fits(histogram.getClassicBuckets().size(), ReadLimits.BUCKETS, "buckets");
      }
      if (histogram.hasNativeHistogramData()) {
        ReadBudget.fits(
            histogram.getNativeBucketsForPositiveValues().size()
                + histogram.getNativeBucketsForNegativeValues().size(),
            ReadLimits.BUCKETS,
            "buckets");
      }
    } else if (point instanceof SummaryDataPointSnapshot summary) {
      ReadBudget.fits(summary.getQuantiles().size(), ReadLimits.QUANTILES, "quantiles");
    } else if (point instanceof StateSetDataPointSnapshot states) {
      ReadBudget.fits(states.size(), ReadLimits.STATES, "states");
      for (int i = 0; i < states.size(); i++) {
        budget.take(states.getName(i));
      }
    }
  }
}
