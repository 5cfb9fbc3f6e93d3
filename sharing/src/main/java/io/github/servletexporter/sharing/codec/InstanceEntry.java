package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** What a member leaves in the store. */
public record InstanceEntry(EntryHead head, MetricSnapshots metrics) {

  public InstanceEntry(
      InstanceIdentity identity,
      InstanceVersions versions,
      Publication publication,
      MetricSnapshots metrics) {
    this(new EntryHead(identity, versions, publication), metrics);
  }

  InstanceIdentity identity() {
    return head.identity();
  }

  InstanceVersions versions() {
    return head.versions();
  }

  public Publication publication() {
    return head.publication();
  }
}
