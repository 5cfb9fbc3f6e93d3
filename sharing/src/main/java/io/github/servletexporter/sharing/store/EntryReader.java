package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.EncodedEntry;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** Reader of instances' entries, which checks them and reports damaged ones. Thread-safe. */
public final class EntryReader {

  private final SnapshotStore store;
  private final BiConsumer<String, Damage> onDamage;

  /**
   * Creates a reader.
   *
   * @param onDamage receives the key of each damaged entry and the kind of damage
   */
  public EntryReader(SnapshotStore store, BiConsumer<String, Damage> onDamage) {
    this.store = store;
    this.onDamage = onDamage;
  }

  /** Returns this reader with another view of the store. */
  EntryReader of(SnapshotStore other) {
    return new EntryReader(other, onDamage);
  }

  /** Reads entries one at a time; leaves out damaged ones. */
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

  /** Rejects a copy of an entry under another key, which would be counted twice. */
  private boolean entry(String key, byte[] bytes, Visitor visitor) throws IOException {
    try {
      EncodedEntry entry = SnapshotCodec.open(bytes);
      if (entry.head().identity().key().equals(key)) {
        visitor.entry(key, entry);
      } else {
        onDamage.accept(key, Damage.FOREIGN);
      }
    } catch (CodecException e) {
      onDamage.accept(key, e.damage());
    }
    return true;
  }

  /** Receiver of entries. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Receives an entry.
     *
     * @throws CodecException if its metrics are damaged; the reading goes on with the next entry
     */
    void entry(String key, EncodedEntry entry) throws IOException;
  }
}
