package io.github.servletexporter.listener.store;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads members' entries, decoded and checked, one at a time; tells of those that are damaged. */
final class MemberEntries {

  private final SnapshotStore store;
  private final BiConsumer<String, Damage> onDamage;

  MemberEntries(SnapshotStore store, BiConsumer<String, Damage> onDamage) {
    this.store = store;
    this.onDamage = onDamage;
  }

  void read(List<String> keys, Visitor visitor) throws IOException {
    store.read(
        keys,
        new SnapshotStore.EntryVisitor() {
          @Override
          public boolean entry(String key, byte[] entry) throws IOException {
            return MemberEntries.this.entry(key, entry, visitor);
          }

          @Override
          public void unreadable(String key, Damage damage) {
            onDamage.accept(key, damage);
          }
        });
  }

  /** A copy of an entry under another key would count twice: it is not the member's. */
  private boolean entry(String key, byte[] bytes, Visitor visitor) throws IOException {
    MemberEntry entry;
    try {
      entry = SnapshotCodec.decodeMember(bytes);
    } catch (CodecException e) {
      onDamage.accept(key, e.damage());
      return true;
    }
    if (!entry.identity().key().equals(key)) {
      onDamage.accept(key, Damage.FOREIGN);
      return true;
    }
    return visitor.entry(key, entry);
  }

  /** Takes entries. */
  interface Visitor {

    /** Takes an entry and returns whether to go on. */
    boolean entry(String key, MemberEntry entry) throws IOException;
  }
}
