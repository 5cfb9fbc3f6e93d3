package io.github.servletexporter.sharing.codec;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;

/** A family that is too wide for an entry. */
public final class Wide {

  private Wide() {}

  public static GaugeSnapshot gauge() {
    Labels labels = Labels.EMPTY;
    for (int i = 0; i <= WireLimits.LABELS; i++) {
      labels = labels.add("label" + i, "");
    }
    return new GaugeSnapshot(
        new MetricMetadata("wide"), List.of(new GaugeDataPointSnapshot(1, labels, null)));
  }
}
