package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.merge.ApplicationMerge;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;

/**
 * Union of the metrics of several applications of one JVM, told apart by a label. The applications
 * pass their metrics on in the format of the shared store, because they share no classes and may
 * have different versions of servlet-exporter. Not thread-safe.
 */
public final class ApplicationUnion {

  private final ApplicationMerge merge = new ApplicationMerge();

  /** Creates an empty union. */
  public ApplicationUnion() {}

  /**
   * Encodes the metrics of an application.
   *
   * @throws IOException if they are larger than an entry of a shared store may be
   */
  public static byte[] encode(MetricSnapshots metrics) throws IOException {
    return SnapshotCodec.encode(metrics);
  }

  /**
   * Adds the metrics of an application. If applications contradict each other, those added first
   * take precedence.
   */
  public void add(String application, MetricSnapshots metrics) {
    merge.add(application, metrics);
  }

  /**
   * Adds encoded metrics of an application, all or none of them.
   *
   * @throws IOException if they cannot be decoded
   */
  public void addEncoded(String application, byte[] metrics) throws IOException {
    MetricSnapshots decoded;
    try {
      decoded = SnapshotCodec.decode(metrics);
    } catch (CodecException e) {
      throw new IOException("cannot decode the metrics: " + e.getMessage(), e);
    }
    merge.add(application, decoded);
  }

  /**
   * Returns the union.
   *
   * @param added families of the JVM, which replace those of the applications
   */
  public MergedMetrics result(MetricSnapshots added) {
    return merge.result(added);
  }
}
