package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merge of series that cannot be added: one series per live instance, with the label {@code
 * instance}.
 *
 * @param <P> type of the family's data points
 */
final class PerInstanceMerge<P extends DataPointSnapshot> implements SeriesMerge {

  private final Class<P> type;
  private final Relabel<P> relabel;
  private final Family<P> family;
  private final Map<Labels, P> points = new HashMap<>();

  PerInstanceMerge(Class<P> type, Relabel<P> relabel, Family<P> family) {
    this.type = type;
    this.relabel = relabel;
    this.family = family;
  }

  @Override
  public void add(MetricSnapshot snapshot, Origin origin) {
    for (DataPointSnapshot point : snapshot.getDataPoints()) {
      Labels labels = InstanceLabel.addTo(point.getLabels(), origin);
      points.put(labels, relabel.apply(type.cast(point), labels));
    }
  }

  @Override
  public MetricSnapshot snapshot(MetricMetadata metadata, ExactSum.Rounding rounding) {
    return family.of(metadata, List.copyOf(points.values()));
  }

  /** Function that copies a data point with other labels. */
  @FunctionalInterface
  interface Relabel<P> {
    P apply(P point, Labels labels);
  }

  /** Constructor of a family. */
  @FunctionalInterface
  interface Family<P> {
    MetricSnapshot of(MetricMetadata metadata, List<P> points);
  }
}
