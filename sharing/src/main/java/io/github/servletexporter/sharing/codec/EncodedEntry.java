package io.github.servletexporter.sharing.codec;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;

/**
 * Entry of an instance whose bytes have been checked and whose head has been decoded. The metrics
 * are decoded on request, because they are rarely needed. Not thread-safe.
 */
public final class EncodedEntry {

  private final EntryHead head;
  private final Map<Integer, WireReader> sections;

  EncodedEntry(EntryHead head, Map<Integer, WireReader> sections) {
    this.head = head;
    this.sections = sections;
  }

  /** Returns the instance that published the entry, and when it did. */
  public EntryHead head() {
    return head;
  }

  /**
   * Decodes the metrics. May be called once.
   *
   * @throws CodecException if they are damaged
   */
  public MetricSnapshots decodeMetrics() throws CodecException {
    return SnapshotCodec.decodeMetrics(sections);
  }
}
