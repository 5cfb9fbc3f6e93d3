package io.github.servletexporter.listener.store;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** What a member leaves in the store. */
record MemberEntry(
    MemberIdentity identity,
    MemberVersions versions,
    Publication publication,
    MetricSnapshots metrics) {}
