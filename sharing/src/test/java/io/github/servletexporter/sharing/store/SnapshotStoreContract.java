package io.github.servletexporter.sharing.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.codec.Damage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Contract that every store has to keep. */
public abstract class SnapshotStoreContract {

  public static final byte[] NONE = {};

  /** Opens a store with the same content as the others of the same test. */
  public abstract SnapshotStore open();

  @Test
  void isEmptyAtFirst() throws IOException {
    try (SnapshotStore store = open()) {
      assertThat(store.keys()).isEmpty();
      assertThat(store.retained()).isEmpty();
      assertThat(read(store, List.of("nobody"))).isEmpty();
      store.remove(List.of("nobody"));
    }
  }

  @Test
  void givesBackEveryByte() throws IOException {
    byte[] entry = new byte[300_000];
    new Random(1).nextBytes(entry);
    String longest = "m" + "x".repeat(199);
    try (SnapshotStore store = open();
        SnapshotStore other = open()) {
      store.put(longest, entry);

      assertThat(other.keys()).containsExactly(longest);
      assertThat(read(other, List.of(longest)).get(longest)).isEqualTo(entry);
    }
  }

  @Test
  void keepsTheLastEntryOfEachInstance() throws IOException {
    try (SnapshotStore store = open()) {
      store.put("a", bytes("1"));
      store.put("b", bytes("2"));
      store.put("a", bytes("3"));

      assertThat(store.keys()).containsExactlyInAnyOrder("a", "b");
      assertThat(texts(store, List.of("a", "b", "c"))).isEqualTo(Map.of("a", "3", "b", "2"));
    }
  }

  @Test
  void removesWhatItIsTold() throws IOException {
    try (SnapshotStore store = open()) {
      store.put("a", bytes("1"));
      store.put("b", bytes("2"));

      store.remove(List.of("a", "c"));

      assertThat(store.keys()).containsExactly("b");
      assertThat(texts(store, List.of("a", "b"))).isEqualTo(Map.of("b", "2"));
    }
  }

  @Test
  void readsNoMoreThanItIsAskedFor() throws IOException {
    try (SnapshotStore store = open()) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 250; i++) {
        keys.add("m" + i);
        store.put("m" + i, bytes("entry"));
      }
      List<String> seen = new ArrayList<>();

      store.read(keys, visitor((key, entry) -> seen.add(key) && seen.size() < 3));

      assertThat(seen).hasSize(3);
      assertThat(read(store, keys)).hasSize(250);
    }
  }

  @Test
  void readsManyLargeEntries() throws IOException {
    try (SnapshotStore store = open()) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        keys.add("m" + i);
        store.put("m" + i, new byte[1 << 20]);
      }
      List<String> seen = new ArrayList<>();

      store.read(keys, visitor((key, entry) -> seen.add(key) && entry.length == 1 << 20));

      assertThat(seen).containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  @Test
  void replacesTheRetainedTotalsOnlyIfItIsTheExpectedOne() throws IOException {
    try (SnapshotStore store = open();
        SnapshotStore other = open()) {
      store.put("member", bytes("publishes before it folds"));
      assertThat(store.replaceRetained(bytes("?"), bytes("1"))).isFalse();
      assertThat(store.replaceRetained(NONE, bytes("1"))).isTrue();
      assertThat(other.replaceRetained(NONE, bytes("2"))).isFalse();
      assertThat(other.replaceRetained(bytes("1"), bytes("2"))).isTrue();
      assertThat(store.retained()).isEqualTo(bytes("2"));
      assertThat(store.keys()).containsExactly("member");
    }
  }

  @Test
  void letsOneOfManyReplaceTheRetainedTotalsAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SnapshotStore store = open()) {
      store.put("member", bytes("publishes before it folds"));
      List<Future<Integer>> won = new ArrayList<>();
      for (int instance = 0; instance < 4; instance++) {
        String name = "member " + instance + " ";
        won.add(threads.submit(() -> replaceOften(name)));
      }
      int all = 0;
      for (Future<Integer> one : won) {
        all += one.get();
      }

      assertThat(new String(store.retained(), UTF_8)).endsWith(" " + all);
      assertThat(all).isPositive();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Increments a number; a replacement that overwrites another one would lose an increment. */
  private int replaceOften(String name) throws IOException {
    int won = 0;
    try (SnapshotStore store = open()) {
      for (int i = 0; i < 50; i++) {
        byte[] expected = store.retained();
        String text = new String(expected, UTF_8);
        int next =
            expected.length == 0
                ? 1
                : Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1)) + 1;
        won += store.replaceRetained(expected, bytes(name + i + " " + next)) ? 1 : 0;
      }
    }
    return won;
  }

  @Test
  void neverMissesAnEntryWhileOthersComeAndGo() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (SnapshotStore store = open();
        SnapshotStore reader = open()) {
      for (int i = 0; i < 20; i++) {
        store.put("stays" + i, bytes("here"));
      }
      Future<?> others = thread.submit(() -> comeAndGo(store));
      do {
        assertThat(reader.keys()).filteredOn(key -> key.startsWith("stays")).hasSize(20);
      } while (!others.isDone());
      others.get();
    } finally {
      thread.shutdownNow();
    }
  }

  private static Void comeAndGo(SnapshotStore store) throws IOException {
    for (int i = 0; i < 100; i++) {
      store.put("comes" + i % 7, bytes("and"));
      store.put("stays" + i % 20, bytes("here"));
      store.remove(List.of("comes" + (i + 3) % 7));
    }
    return null;
  }

  @Test
  void keepsEverythingWhenItIsClosed() throws IOException {
    SnapshotStore store = open();
    store.put("a", bytes("1"));
    store.close();
    store.close();

    try (SnapshotStore next = open()) {
      assertThat(texts(next, next.keys())).isEqualTo(Map.of("a", "1"));
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  public static Map<String, byte[]> read(SnapshotStore store, List<String> keys)
      throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    store.read(
        keys,
        visitor(
            (key, entry) -> {
              entries.put(key, entry);
              return true;
            }));
    return entries;
  }

  public static Map<String, String> texts(SnapshotStore store, List<String> keys)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    read(store, keys).forEach((key, entry) -> texts.put(key, new String(entry, UTF_8)));
    return texts;
  }

  public static SnapshotStore.EntryVisitor visitor(Entries entries) {
    return new SnapshotStore.EntryVisitor() {
      @Override
      public boolean entry(String key, byte[] entry) {
        return entries.take(key, entry);
      }

      @Override
      public void unreadable(String key, Damage damage) {
        throw new AssertionError(key + " is " + damage);
      }
    };
  }

  /** Receives entries as long as it returns true. */
  interface Entries {
    boolean take(String key, byte[] entry);
  }
}
