package io.github.servletexporter.listener.store;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** What a member leaves in the store. */
record MemberEntry(MemberHead head, MetricSnapshots metrics) {

  MemberEntry(
      MemberIdentity identity,
      MemberVersions versions,
      Publication publication,
      MetricSnapshots metrics) {
    this(new MemberHead(identity, versions, publication), metrics);
  }

  MemberIdentity identity() {
    return head.identity();
  }

  MemberVersions versions() {
    return head.versions();
  }

  Publication publication() {
    return head.publication();
  }
}
