package io.github.servletexporter.sharing.redis;

import static io.github.servletexporter.sharing.store.SnapshotStoreContract.NONE;
import static io.github.servletexporter.sharing.store.SnapshotStoreContract.bytes;
import static io.github.servletexporter.sharing.store.SnapshotStoreContract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Redis behind Sentinels, and as a cluster, with real processes. */
class RedisTopologyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SLOTS = 16_384;

  @TempDir private Path directory;

  @Test
  void followsASentinelToTheNewMaster() {
    try (RedisProcess master = RedisProcess.start(directory.resolve("1"));
        RedisProcess replica = replicaOf(master);
        RedisProcess sentinel = RedisProcess.startSentinel(directory.resolve("3"), master.node())) {
      await().atMost(PATIENCE).until(() -> hasReplica(sentinel));
      RedisNode absent = new RedisNode("127.0.0.1", RedisProcess.freePort());
      try (SnapshotStore store =
          new RedisSnapshotStore(
              sentinels("mymaster", absent, sentinel.node()), InstantSource.system())) {
        put(store, "1");
        await().atMost(PATIENCE).until(() -> has(replica, "a"));
        master.stop();

        await().atMost(PATIENCE).until(() -> succeeds(() -> put(store, "2")));

        assertThat(has(replica, "a")).isTrue();
        assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "2"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** A connection stays open when its server becomes a replica, which rejects writes. */
  @Test
  void leavesAServerThatIsTheMasterNoMore() throws IOException {
    try (RedisProcess master = RedisProcess.start(directory.resolve("1"));
        RedisProcess replica = replicaOf(master);
        RedisProcess sentinel = RedisProcess.startSentinel(directory.resolve("3"), master.node())) {
      await().atMost(PATIENCE).until(() -> hasReplica(sentinel));
      try (SnapshotStore store =
          new RedisSnapshotStore(sentinels("mymaster", sentinel.node()), InstantSource.system())) {
        put(store, "1");
        await().atMost(PATIENCE).until(() -> has(replica, "a"));
        sentinel.ask("SENTINEL", "FAILOVER", "mymaster");
        await().atMost(PATIENCE).until(() -> isMaster(replica));

        await().atMost(PATIENCE).until(() -> succeeds(() -> put(store, "2")));

        assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "2"));
      }
    }
  }

  @Test
  void saysThatASentinelKnowsNoSuchMaster() {
    try (RedisProcess master = RedisProcess.start(directory.resolve("1"));
        RedisProcess sentinel = RedisProcess.startSentinel(directory.resolve("2"), master.node());
        SnapshotStore store =
            new RedisSnapshotStore(sentinels("other", sentinel.node()), InstantSource.system())) {
      assertThatThrownBy(store::keys)
          .isInstanceOf(IOException.class)
          .hasMessage(sentinel.node() + ": this Sentinel does not monitor the master \"other\"");
    }
  }

  @Test
  void findsItsNodeOfACluster() throws IOException {
    try (RedisProcess one = RedisProcess.startClusterNode(directory.resolve("1"));
        RedisProcess two = RedisProcess.startClusterNode(directory.resolve("2"))) {
      int slot = JedisClusterCRC16.getSlot(new RedisKeys("p").index());
      cluster(one, two, slot);
      RedisNode absent = new RedisNode("127.0.0.1", RedisProcess.freePort());

      // The second node has the keys, and the first one redirects.
      try (SnapshotStore store =
          new RedisSnapshotStore(cluster(absent, one.node()), InstantSource.system())) {
        put(store, "1");
        assertThat(store.replaceRetained(NONE, bytes("sum"))).isTrue();
        assertThat(store.retained()).isEqualTo(bytes("sum"));
        assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "1"));

        move(slot, two, one);

        put(store, "2");
        assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "2"));
        store.remove(List.of("a"));
        assertThat(store.keys()).isEmpty();
      }
    }
  }

  @Test
  void usesBothNodesWhileItsSlotMoves() throws IOException {
    try (RedisProcess source = RedisProcess.startClusterNode(directory.resolve("1"));
        RedisProcess target = RedisProcess.startClusterNode(directory.resolve("2"))) {
      int slot = JedisClusterCRC16.getSlot(new RedisKeys("p").index());
      cluster(target, source, slot);
      try (SnapshotStore store =
          new RedisSnapshotStore(cluster(source.node()), InstantSource.system())) {
        put(store, "1");
        startMove(slot, source, target);

        assertWorks(store, "2", NONE, bytes("first"));
        moveKeys(source, target, List.of(text(new RedisKeys("p").entry("a"))));
        assertWorks(store, "3", bytes("first"), bytes("second"));
        moveKeys(source, target, (List<?>) source.ask("CLUSTER", "GETKEYSINSLOT", slot, 100));
        assertWorks(store, "4", bytes("second"), bytes("third"));
        endMove(slot, source, target);
        assertWorks(store, "5", bytes("third"), bytes("fourth"));
      }
    }
  }

  private static void assertWorks(SnapshotStore store, String entry, byte[] before, byte[] after)
      throws IOException {
    put(store, entry);
    store.put("new" + entry, bytes("new"));

    assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", entry, "new" + entry, "new"));
    assertThat(store.retained()).isEqualTo(before);
    assertThat(store.replaceRetained(before, after)).isTrue();
    assertThat(store.replaceRetained(before, after)).isFalse();
    store.remove(List.of("new" + entry));
    assertThat(store.keys()).containsExactly("a");
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  /** The second node gets one slot, the first all others. */
  private static void cluster(RedisProcess one, RedisProcess two, int slot) throws IOException {
    List<Object> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
    for (int i = 0; i < SLOTS; i++) {
      if (i != slot) {
        command.add(i);
      }
    }
    one.ask(command.toArray());
    two.ask("CLUSTER", "ADDSLOTS", slot);
    one.ask("CLUSTER", "SET-CONFIG-EPOCH", 1);
    two.ask("CLUSTER", "SET-CONFIG-EPOCH", 2);
    one.ask("CLUSTER", "MEET", two.node().host(), two.node().port());
    await().atMost(PATIENCE).until(() -> isWell(one) && isWell(two));
  }

  private static boolean isWell(RedisProcess node) throws IOException {
    String info = node.ask("CLUSTER", "INFO").toString();
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:2");
  }

  private static void move(int slot, RedisProcess from, RedisProcess to) throws IOException {
    startMove(slot, from, to);
    moveKeys(from, to, (List<?>) from.ask("CLUSTER", "GETKEYSINSLOT", slot, 100));
    endMove(slot, from, to);
  }

  private static void startMove(int slot, RedisProcess from, RedisProcess to) throws IOException {
    to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", from.ask("CLUSTER", "MYID"));
    from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", to.ask("CLUSTER", "MYID"));
  }

  private static void moveKeys(RedisProcess from, RedisProcess to, List<?> keys)
      throws IOException {
    for (Object key : keys) {
      from.ask("MIGRATE", to.node().host(), to.node().port(), key, 0, 5000);
    }
  }

  private static void endMove(int slot, RedisProcess from, RedisProcess to) throws IOException {
    Object target = to.ask("CLUSTER", "MYID");
    to.ask("CLUSTER", "SETSLOT", slot, "NODE", target);
    from.ask("CLUSTER", "SETSLOT", slot, "NODE", target);
  }

  private RedisProcess replicaOf(RedisProcess master) {
    return RedisProcess.start(
        directory.resolve("2"),
        "--replicaof",
        master.node().host(),
        Integer.toString(master.node().port()),
        "--repl-diskless-sync-delay",
        "0");
  }

  /** A failover ends the connections of a server, at a moment that a test does not know. */
  private static boolean isMaster(RedisProcess redis) {
    try {
      return redis.ask("ROLE").toString().startsWith("[master");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean hasReplica(RedisProcess sentinel) throws IOException {
    return ((List<?>) sentinel.ask("SENTINEL", "REPLICAS", "mymaster")).size() == 1;
  }

  private static boolean has(RedisProcess redis, String key) throws IOException {
    return redis.ask("EXISTS", new RedisKeys("p").entry(key)).equals(1L);
  }

  private static void put(SnapshotStore store, String entry) throws IOException {
    store.put("a", bytes(entry));
  }

  private static boolean succeeds(Write write) {
    try {
      write.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static RedisConfig sentinels(String master, RedisNode... nodes) {
    return settings(RedisLocation.Kind.SENTINEL, master, nodes);
  }

  private static RedisConfig cluster(RedisNode... nodes) {
    return settings(RedisLocation.Kind.CLUSTER, "", nodes);
  }

  private static RedisConfig settings(RedisLocation.Kind kind, String master, RedisNode... nodes) {
    return new RedisConfig(
        new RedisLocation(kind, List.of(nodes), master, false),
        0,
        null,
        null,
        "p",
        Duration.ofSeconds(2));
  }

  private interface Write {
    void run() throws IOException;
  }
}
