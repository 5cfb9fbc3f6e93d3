package io.github.servletexporter.bench.sharing;

import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;

/** Store that reports each entry that has been read, with the number of entries before it. */
final class ObservedStore implements SnapshotStore {

  private final SnapshotStore store;
  private final IntConsumer onRead;
  private int read;

  ObservedStore(SnapshotStore store, IntConsumer onRead) {
    this.store = store;
    this.onRead = onRead;
  }

  @Override
  public String kind() {
    return store.kind();
  }

  @Override
  public void put(String key, byte[] entry) throws IOException {
    store.put(key, entry);
  }

  @Override
  public List<String> keys() throws IOException {
    return store.keys();
  }

  @Override
  public void read(List<String> keys, EntryVisitor visitor) throws IOException {
    store.read(
        keys,
        new EntryVisitor() {
          @Override
          public boolean entry(String key, byte[] entry) throws IOException {
            boolean more = visitor.entry(key, entry);
            onRead.accept(read++);
            return more;
          }

          @Override
          public void unreadable(String key, Damage damage) {
            visitor.unreadable(key, damage);
          }
        });
  }

  @Override
  public void remove(List<String> keys) throws IOException {
    store.remove(keys);
  }

  @Override
  public byte[] retained() throws IOException {
    return store.retained();
  }

  @Override
  public boolean replaceRetained(byte[] expected, byte[] replacement) throws IOException {
    return store.replaceRetained(expected, replacement);
  }

  @Override
  public void close() {
    store.close();
  }
}
