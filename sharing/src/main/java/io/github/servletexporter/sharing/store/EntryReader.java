package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads members' entries, checked, one at a time; tells of those that are damaged. */
public final class EntryReader {

  private final SnapshotStore store;
  private final BiConsumer<String, Damage> onDamage;

  public EntryReader(SnapshotStore store, BiConsumer<String, Damage> onDamage) {
    this.store = store;
    this.onDamage = onDamage;
  }

  void read(List<String> keys, Visitor visitor) throws IOException {
    store.read(
        keys,
        new SnapshotStore.EntryVisitor() {
          @Override
          public boolean entry(String key, byte[] entry) throws IOException {
            return EntryReader.this.entry(key, entry, visitor);
          }

          @Override
          public void unreadable(String key, Damage damage) {
            onDamage.accept(key, damage);
          }
        });
  }

  /** A copy of an entry under another key would count twice: it is not the member's. */
  private boolean entry(String key, byte[] bytes, Visitor visitor) throws IOException {
    try {
      EntryHead head = SnapshotCodec.decodeHead(bytes);
      if (head.identity().key().equals(key)) {
        return visitor.entry(key, head, () -> SnapshotCodec.decodeMember(bytes).metrics());
      }
      onDamage.accept(key, Damage.FOREIGN);
    } catch (CodecException e) {
      onDamage.accept(key, e.damage());
    }
    return true;
  }

  /** Takes entries. */
  interface Visitor {

    /**
     * Takes an entry.
     *
     * @param key its key
     * @param head who has left it
     * @param metrics what it has counted, decoded when it is asked for
     * @return whether to go on
     */
    boolean entry(String key, EntryHead head, Metrics metrics) throws IOException;
  }

  /** Metrics that are not decoded yet. */
  interface Metrics {

    /**
     * Decodes them.
     *
     * @throws CodecException if that is not possible; the reading goes on with the next entry
     */
    MetricSnapshots decode() throws CodecException;
  }
}
