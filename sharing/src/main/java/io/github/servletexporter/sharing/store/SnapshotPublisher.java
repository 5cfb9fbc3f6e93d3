package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.DeadInstance;
import io.github.servletexporter.sharing.codec.InstanceEntry;
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
 * Writes this member's entry.
 *
 * <p>A write that failed may have happened. So the same bytes are written again until that has
 * succeeded, and only then newer ones: what the store has of this member is one of the few last
 * publications, which are remembered.
 *
 * <p>A member that was silent for too long may find itself folded. From then on it goes on under a
 * new identity, and publishes what it has counted since the publication that was folded.
 *
 * <p>Used by the store's own thread alone.
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

  /** Returns who this member is now. */
  InstanceIdentity identity() {
    return identity;
  }

  /**
   * Publishes.
   *
   * @param retired the retired entry, read just before
   * @param closing whether this is the last time
   */
  void publish(RetainedVersion retired, boolean closing) throws IOException {
    DeadInstance absorbed = retired.get(identity.key());
    if (absorbed != null && absorbed.folded()) {
      goOnAfter(absorbed);
    }
    Sent again = unconfirmed;
    if (again != null) {
      put(again);
    }
    put(next(closing));
  }

  private void goOnAfter(DeadInstance absorbed) {
    for (Sent known : sent) {
      base = known.metrics;
      if (known.sequence == absorbed.sequence()) {
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
            new InstanceEntry(identity, publishing.versions().get(), publication, since));
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
   * How to publish.
   *
   * @param interval how often
   * @param versions what this member runs on
   * @param nonces random numbers
   * @param clock the time of day
   */
  public record Publishing(
      Duration interval,
      Supplier<InstanceVersions> versions,
      LongSupplier nonces,
      InstantSource clock) {}

  /** One publication. */
  private static final class Sent {

    final long sequence;
    final byte[] bytes;

    /** Before anything was taken off. */
    final MetricSnapshots metrics;

    Sent(long sequence, byte[] bytes, MetricSnapshots metrics) {
      this.sequence = sequence;
      this.bytes = bytes;
      this.metrics = metrics;
    }
  }
}
