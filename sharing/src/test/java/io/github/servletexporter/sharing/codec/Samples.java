package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** Sample instances and their metrics. */
public final class Samples {

  public static final InstanceVersions VERSIONS =
      new InstanceVersions("Tomcat", "11.0.26", "0.1.0", "17.0.13", "platform");
  public static final long INTERVAL_MILLIS = 5000;

  private Samples() {}

  public static InstanceIdentity identity(long number) {
    return new InstanceIdentity(
        "host", "boot pid:[4026531836]", number, "123456", 1_700_000_000_000L, "/shop", number);
  }

  /** A counter, and a gauge with the same value. */
  public static MetricSnapshots requests(double total) {
    return MetricSnapshots.of(
        new CounterSnapshot(
            new MetricMetadata("requests", "Requests."),
            java.util.List.of(new CounterDataPointSnapshot(total, Labels.EMPTY, null, 0))),
        new GaugeSnapshot(
            new MetricMetadata("active", "Active."),
            java.util.List.of(new GaugeDataPointSnapshot(total, Labels.EMPTY, null))));
  }

  public static DecodedEntry entry(
      InstanceIdentity identity, long sequence, boolean closed, double total) {
    return new DecodedEntry(
        identity,
        VERSIONS,
        new Publication(sequence, 1_800_000_000_000L, INTERVAL_MILLIS, closed),
        requests(total));
  }

  /** Returns the total of the counter of {@link #requests}. */
  public static double total(MetricSnapshots snapshots) {
    return snapshots.stream()
        .filter(CounterSnapshot.class::isInstance)
        .map(CounterSnapshot.class::cast)
        .filter(counter -> counter.getMetadata().getName().equals("requests"))
        .flatMap(counter -> counter.getDataPoints().stream())
        .mapToDouble(CounterDataPointSnapshot::getValue)
        .sum();
  }
}
