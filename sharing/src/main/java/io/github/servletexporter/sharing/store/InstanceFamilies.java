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

/** The families about the members themselves, which exist in the aggregate only. */
final class InstanceFamilies {

  private InstanceFamilies() {}

  static MetricSnapshots of(RetainedTotals retired, List<InstanceReport> members) {
    long live = members.stream().filter(InstanceReport::isLive).count();
    return MetricSnapshots.of(
        new GaugeSnapshot(
            MetricCatalog.INSTANCES.metadata(),
            List.of(instances("live", live), instances("dead", members.size() - live))),
        new CounterSnapshot(
            MetricCatalog.INSTANCE_EXITS.metadata(),
            List.of(exits("stopped", retired.stopped()), exits("unclean", retired.unclean()))),
        new InfoSnapshot(
            MetricCatalog.INSTANCE_INFO.metadata(),
            members.stream()
                .filter(InstanceReport::isLive)
                .map(InstanceFamilies::labels)
                .distinct()
                .map(InfoDataPointSnapshot::new)
                .toList()));
  }

  private static GaugeDataPointSnapshot instances(String state, long count) {
    return new GaugeDataPointSnapshot(
        count, Labels.of(MetricCatalog.INSTANCES.labels(), List.of(state)), null);
  }

  private static CounterDataPointSnapshot exits(String reason, long count) {
    return new CounterDataPointSnapshot(
        count, Labels.of(MetricCatalog.INSTANCE_EXITS.labels(), List.of(reason)), null, 0);
  }

  private static Labels labels(InstanceReport member) {
    InstanceVersions versions = member.versions();
    return Labels.of(
        MetricCatalog.INSTANCE_INFO.labels(),
        List.of(
            member.identity().instance(),
            versions.container(),
            versions.containerVersion(),
            versions.moduleVersion(),
            versions.javaVersion(),
            versions.workerType()));
  }
}
