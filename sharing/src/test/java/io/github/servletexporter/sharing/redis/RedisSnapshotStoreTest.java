package io.github.servletexporter.sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.store.SnapshotStore;
import io.github.servletexporter.sharing.store.SnapshotStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSnapshotStoreTest extends SnapshotStoreContract {

  private static final String PREFIX = "any prefix: {with} *?[] \"characters\" \u00fc";
  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir private static Path directory;
  private static RedisProcess redis;

  private Instant now = Instant.now();
  private final InstantSource clock = () -> now;
  private final RedisKeys keys = new RedisKeys(PREFIX);

  @BeforeAll
  static void start() {
    redis = RedisProcess.start(directory);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void empty() throws IOException {
    redis.ask("FLUSHALL");
  }

  @Override
  public SnapshotStore open() {
    return new RedisSnapshotStore(redis.settings(PREFIX), clock);
  }

  @Test
  void sharesNothingWithAnotherPrefix() throws IOException {
    try (SnapshotStore store = open();
        SnapshotStore other =
            new RedisSnapshotStore(redis.settings("other"), InstantSource.system())) {
      store.put("a", bytes("1"));
      store.replaceRetained(NONE, bytes("sum"));

      assertThat(other.keys()).isEmpty();
      assertThat(other.retained()).isEmpty();
    }
  }

  @Test
  void beginsEveryKeyWithItsPrefix() throws IOException {
    try (SnapshotStore store = open()) {
      store.put("a", bytes("1"));
      store.replaceRetained(NONE, bytes("sum"));
    }

    assertThat((List<?>) redis.ask("KEYS", "*"))
        .hasSize(3)
        .allMatch(key -> key.toString().startsWith(PREFIX + ":"));
  }

  @Test
  void leavesNothingForEverBehind() throws IOException {
    try (SnapshotStore store = open()) {
      store.replaceRetained(NONE, bytes("sum"));
      store.put("a", bytes("1"));
    }

    for (byte[] key : List.of(keys.entry("a"), keys.index(), keys.retained())) {
      assertThat((Long) redis.ask("PTTL", key))
          .isBetween(WEEK.minusMinutes(1).toMillis(), WEEK.toMillis());
    }
  }

  @Test
  void prolongsTheRetainedTotalsWithEveryPublication() throws IOException {
    try (SnapshotStore store = open()) {
      store.replaceRetained(NONE, bytes("sum"));
      redis.ask("PEXPIRE", keys.retained(), 100_000);

      store.put("a", bytes("1"));
    }

    assertThat((Long) redis.ask("PTTL", keys.retained())).isGreaterThan(100_000);
  }

  /**
   * Dead instances that are not folded, because cleanup is off, must not expire while others live.
   */
  @Test
  void prolongsTheEntriesOfDeadInstancesWheneverSomebodyLooks() throws IOException {
    try (SnapshotStore store = open()) {
      store.put("dead", bytes("1"));
      redis.ask("PEXPIRE", keys.entry("dead"), 100_000);

      store.keys();
      assertThat((Long) redis.ask("PTTL", keys.entry("dead"))).isLessThanOrEqualTo(100_000);
      now = now.plus(WEEK.dividedBy(2)).plusSeconds(1);
      assertThat(store.keys()).containsExactly("dead");
      assertThat((Long) redis.ask("PTTL", keys.entry("dead"))).isGreaterThan(100_000);
    }
  }

  @Test
  void forgetsInstancesWhoseEntriesHaveExpired() throws IOException {
    try (SnapshotStore store = open()) {
      store.put("dead", bytes("1"));
      redis.ask("DEL", keys.entry("dead"));
      now = now.plus(WEEK);

      store.keys();

      assertThat(store.keys()).isEmpty();
    }
  }

  @Test
  void skipsWhatIsNoEntry() throws IOException {
    try (SnapshotStore store = open()) {
      store.put("a", bytes("1"));
      store.put("list", bytes("1"));
      store.put("large", new byte[SnapshotCodec.MAX_ENTRY_BYTES + 1]);
      redis.ask("DEL", keys.entry("list"));
      redis.ask("RPUSH", keys.entry("list"), "x");
      redis.ask("ZADD", keys.index(), 1, "../no key");
      List<String> seen = new ArrayList<>();

      store.read(store.keys(), recording(seen));

      assertThat(seen).containsExactlyInAnyOrder("a", "list FOREIGN", "large TOO_LARGE");
    }
  }

  private static SnapshotStore.EntryVisitor recording(List<String> seen) {
    return new SnapshotStore.EntryVisitor() {
      @Override
      public boolean entry(String key, byte[] entry) {
        return seen.add(key);
      }

      @Override
      public void unreadable(String key, Damage damage) {
        seen.add(key + " " + damage);
      }
    };
  }

  @Test
  void refusesARetainedTotalsThatIsTooLarge() throws IOException {
    redis.ask("SETRANGE", keys.retained(), SnapshotCodec.MAX_TOTALS_BYTES, "x");

    try (SnapshotStore store = open()) {
      assertThatThrownBy(store::retained)
          .isInstanceOfSatisfying(
              CodecException.class, e -> assertThat(e.damage()).isEqualTo(Damage.TOO_LARGE));
    }
  }

  @Test
  void givesARedisThatWasEmptiedItsRetainedTotalsBack() throws IOException {
    try (SnapshotStore store = open();
        SnapshotStore newer = open()) {
      store.replaceRetained(NONE, bytes("sum"));
      store.retained();
      redis.ask("FLUSHALL");

      assertThat(newer.retained()).isEmpty();
      assertThat(store.retained()).isEqualTo(bytes("sum"));
      assertThat(newer.retained()).isEqualTo(bytes("sum"));
    }
  }

  @Test
  void takesANewRetainedTotalsForMoreThanAnOldMemory() throws IOException {
    try (SnapshotStore store = open();
        SnapshotStore newer = open()) {
      store.replaceRetained(NONE, bytes("sum"));
      store.retained();
      redis.ask("FLUSHALL");
      newer.replaceRetained(NONE, bytes("other"));

      assertThat(store.retained()).isEqualTo(bytes("other"));
    }
  }

  @Test
  void asksForNoMoreThanTwoConnections() throws IOException {
    try (SnapshotStore store = open()) {
      for (int i = 0; i < 20; i++) {
        store.put("a", bytes("1"));
        store.keys();
      }

      // The second one asks.
      assertThat(redis.ask("CLIENT", "LIST").toString().strip().split("\n")).hasSize(2);
    }
  }

  @Test
  void usesTheDatabaseItIsGiven() throws IOException {
    RedisConfig settings =
        new RedisConfig(
            new RedisLocation(RedisLocation.Kind.SINGLE, List.of(redis.node()), "", false),
            7,
            null,
            null,
            PREFIX,
            Duration.ofSeconds(2));
    try (SnapshotStore store = new RedisSnapshotStore(settings, InstantSource.system());
        SnapshotStore other = open()) {
      store.put("a", bytes("1"));

      assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "1"));
      assertThat(other.keys()).isEmpty();
    }
  }
}
