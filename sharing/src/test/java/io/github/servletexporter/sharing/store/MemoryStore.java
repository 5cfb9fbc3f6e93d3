package io.github.servletexporter.sharing.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Store in memory, the simplest implementation of the contract. */
class MemoryStore implements SnapshotStore {

  public final Map<String, byte[]> entries = new ConcurrentHashMap<>();
  private byte[] retired = new byte[0];

  @Override
  public String kind() {
    return "memory";
  }

  @Override
  public void put(String key, byte[] entry) throws IOException {
    entries.put(key, entry.clone());
  }

  @Override
  public List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public void read(List<String> keys, EntryVisitor visitor) throws IOException {
    for (String key : keys) {
      byte[] entry = entries.get(key);
      if (entry != null && !visitor.entry(key, entry.clone())) {
        return;
      }
    }
  }

  @Override
  public void remove(List<String> keys) {
    keys.forEach(entries::remove);
  }

  @Override
  public synchronized byte[] retained() throws IOException {
    return retired.clone();
  }

  @Override
  public synchronized boolean replaceRetained(byte[] expected, byte[] replacement) {
    if (!Arrays.equals(expected, retired)) {
      return false;
    }
    retired = replacement.clone();
    return true;
  }

  @Override
  public void close() {}
}
