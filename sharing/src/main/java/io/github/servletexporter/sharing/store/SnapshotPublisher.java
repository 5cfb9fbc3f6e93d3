package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.DeadInstance;
import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.Publication;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.merge.Difference;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publisher of this instance's metrics.
 *
 * <p>A write that failed may have taken place. So the same bytes are written again until that
 * succeeds, and only then newer ones: the entry in the store is always one of the last few
 * publications, which are remembered.
 *
 * <p>An instance that was silent for too long may find itself folded. From then on it uses a new
 * identity and publishes the increase since the publication that was folded.
 *
 * <p>Confined to the thread of the store.
 */
public final class SnapshotPublisher {

  private static final int REMEMBERED = 4;

  private final SnapshotStore store;
  private final Supplier<MetricSnapshots> local;
  private final Publishing publishing;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private InstanceIdentity identity;
  private @Nullable MetricSnapshots base;
  private @Nullable Sent unconfirmed;
  private long sequence;

  public SnapshotPublisher(
      SnapshotStore store,
      Supplier<MetricSnapshots> local,
      InstanceIdentity identity,
      Publishing publishing) {
    this.store = store;
    this.local = local;
    this.identity = identity;
    this.publishing = publishing;
  }

  /** Returns the present identity of this instance. */
  InstanceIdentity identity() {
    return identity;
  }

  /**
   * Publishes the present metrics.
   *
   * @param retained present version of the retained totals
   * @param closing whether this is the last publication
   */
  void publish(RetainedVersion retained, boolean closing) throws IOException {
    DeadInstance folded = retained.get(identity.key());
    if (folded != null && folded.folded()) {
      goOnAfter(folded);
    }
    Sent again = unconfirmed;
    if (again != null) {
      put(again);
    }
    put(next(closing));
  }

  private void goOnAfter(DeadInstance folded) {
    for (Sent known : sent) {
      base = known.metrics;
      if (known.sequence == folded.sequence()) {
        break;
      }
    }
    sent.clear();
    unconfirmed = null;
    sequence = 0;
    identity = identity.withIncarnation(publishing.nonces().getAsLong());
  }

  private Sent next(boolean closing) throws CodecException {
    MetricSnapshots all = local.get();
    MetricSnapshots since = base == null ? all : Difference.of(all, base);
    Publication publication =
        new Publication(
            sequence + 1,
            Math.max(0, publishing.clock().millis()),
            publishing.interval().toMillis(),
            closing);
    byte[] bytes =
        SnapshotCodec.encode(
            new EntryHead(identity, publishing.versions().get(), publication), since);
    sequence++;
    Sent next = new Sent(sequence, bytes, all);
    if (sent.size() == REMEMBERED) {
      sent.removeFirst();
    }
    sent.addLast(next);
    return next;
  }

  private void put(Sent next) throws IOException {
    unconfirmed = next;
    store.put(identity.key(), next.bytes);
    unconfirmed = null;
  }

  /**
   * Settings of the publisher.
   *
   * @param interval time between two publications
   * @param versions software that this instance runs on
   * @param nonces random numbers
   * @param clock time of day
   */
  public record Publishing(
      Duration interval,
      Supplier<InstanceVersions> versions,
      LongSupplier nonces,
      InstantSource clock) {}

  /** Publication that has been sent. */
  private static final class Sent {

    final long sequence;
    final byte[] bytes;

    /** Metrics of this process, before the base was subtracted. */
    final MetricSnapshots metrics;

    Sent(long sequence, byte[] bytes, MetricSnapshots metrics) {
      this.sequence = sequence;
      this.bytes = bytes;
      this.metrics = metrics;
    }
  }
}
