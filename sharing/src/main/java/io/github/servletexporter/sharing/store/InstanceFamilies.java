package io.github.servletexporter.sharing.store;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.sharing.codec.RetainedTotals;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** Metric families about the instances themselves, which only the merged view contains. */
final class InstanceFamilies {

  private InstanceFamilies() {}

  static MetricSnapshots of(RetainedTotals retained, List<InstanceReport> instances) {
    long live = instances.stream().filter(InstanceReport::isLive).count();
    return MetricSnapshots.of(
        new GaugeSnapshot(
            MetricCatalog.INSTANCES.metadata(),
            List.of(count("live", live), count("dead", instances.size() - live))),
        new CounterSnapshot(
            MetricCatalog.INSTANCE_EXITS.metadata(),
            List.of(exits("stopped", retained.stopped()), exits("unclean", retained.unclean()))),
        new InfoSnapshot(
            MetricCatalog.INSTANCE_INFO.metadata(),
            instances.stream()
                .filter(InstanceReport::isLive)
                .map(InstanceFamilies::labels)
                .distinct()
                .map(InfoDataPointSnapshot::new)
                .toList()));
  }

  private static GaugeDataPointSnapshot count(String state, long count) {
    return new GaugeDataPointSnapshot(
        count, Labels.of(MetricCatalog.INSTANCES.labels(), List.of(state)), null);
  }

  private static CounterDataPointSnapshot exits(String reason, long count) {
    return new CounterDataPointSnapshot(
        count, Labels.of(MetricCatalog.INSTANCE_EXITS.labels(), List.of(reason)), null, 0);
  }

  private static Labels labels(InstanceReport instance) {
    InstanceVersions versions = instance.versions();
    return Labels.of(
        MetricCatalog.INSTANCE_INFO.labels(),
        List.of(
            instance.identity().instance(),
            versions.container(),
            versions.containerVersion(),
            versions.moduleVersion(),
            versions.javaVersion(),
            versions.workerType()));
  }
}
