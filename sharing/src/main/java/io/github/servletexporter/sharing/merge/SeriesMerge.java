package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** Adds up the series of one family, all of one type. Used by one thread. */
interface SeriesMerge {

  /**
   * Adds what one member says.
   *
   * @param family of this merge's type
   */
  void add(MetricSnapshot family, Origin member);

  /** Returns the family merged so far. */
  MetricSnapshot snapshot(MetricMetadata metadata, Rounding rounding);
}
