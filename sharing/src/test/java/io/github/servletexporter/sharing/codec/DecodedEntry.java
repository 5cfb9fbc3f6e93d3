package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** Entry with its metrics, for tests that encode and decode entries. */
public record DecodedEntry(EntryHead head, MetricSnapshots metrics) {

  public DecodedEntry(
      InstanceIdentity identity,
      InstanceVersions versions,
      Publication publication,
      MetricSnapshots metrics) {
    this(new EntryHead(identity, versions, publication), metrics);
  }

  public static DecodedEntry of(byte[] bytes) throws CodecException {
    EncodedEntry entry = SnapshotCodec.open(bytes);
    return new DecodedEntry(entry.head(), entry.decodeMetrics());
  }

  public byte[] encode() throws CodecException {
    return SnapshotCodec.encode(head, metrics);
  }

  public InstanceIdentity identity() {
    return head.identity();
  }

  public InstanceVersions versions() {
    return head.versions();
  }

  public Publication publication() {
    return head.publication();
  }
}
