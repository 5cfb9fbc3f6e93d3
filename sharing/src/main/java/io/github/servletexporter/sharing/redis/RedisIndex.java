package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Index of the instances: a sorted set of their keys, scored by the time at which each entry
 * expires. Reading it extends the life of entries that have less than half of their time left.
 * Thread-safe.
 */
final class RedisIndex {

  /**
   * Time in milliseconds for which keys outlive the last running instance. As long as an instance
   * is running nothing expires, and without one there is no scrape.
   */
  static final long EXPIRY = TimeUnit.DAYS.toMillis(7);

  /** Script that extends the life of an entry, or removes it from the set if it is gone. */
  private static final String PROLONG =
      "if redis.call('PEXPIRE', KEYS[1], ARGV[1]) == 1 "
          + "then redis.call('ZADD', KEYS[2], 'XX', ARGV[2], ARGV[3]) "
          + "else redis.call('ZREM', KEYS[2], ARGV[3]) end "
          + "return 1";

  private static final int PAGE = 500;

  /** More than keys and scores of the largest store take. */
  private static final long MAX_BYTES = 8 << 20;

  private final RedisKeys keys;
  private final InstantSource clock;

  RedisIndex(RedisKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Returns the command that adds an instance, to be sent together with the write of its entry. */
  RedisCommand add(String key) {
    return RedisCommand.of("ZADD", keys.index(), expiresAtMillis(), key);
  }

  List<String> keys(RedisCalls calls) throws IOException {
    RedisCommand range =
        RedisCommand.of("ZRANGE", keys.index(), 0, SnapshotStore.MAX_INSTANCES - 1, "WITHSCORES");
    List<String> prolonged = new ArrayList<>();
    List<String> all =
        calls.call(
            RedisExchange.of(range, replies -> keys(RedisReplies.last(replies), prolonged))
                .atMost(MAX_BYTES));
    prolong(calls, prolonged);
    return all;
  }

  private List<String> keys(@Nullable Object reply, List<String> prolonged) throws IOException {
    List<?> elements = RedisReplies.list(reply);
    List<String> all = new ArrayList<>(elements.size() / 2);
    for (int i = 0; i + 1 < elements.size(); i += 2) {
      String key = text(elements.get(i));
      double expiresAt = score(text(elements.get(i + 1)));
      if (InstanceIdentity.isKey(key)) {
        all.add(key);
        if (expiresAt - clock.millis() < EXPIRY / 2.0) {
          prolonged.add(key);
        }
      }
    }
    return all;
  }

  private static String text(@Nullable Object element) throws IOException {
    byte[] bytes = RedisReplies.string(element);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private static double score(String text) throws IOException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException("unexpected reply, which is not from Redis: a score is no number", e);
    }
  }

  /** Ignores errors, such as those of a full Redis, because there is time left to try again. */
  private void prolong(RedisCalls calls, List<String> instances) throws IOException {
    for (int from = 0; from < instances.size(); from += PAGE) {
      List<RedisCommand> commands =
          instances.subList(from, Math.min(instances.size(), from + PAGE)).stream()
              .map(
                  key ->
                      RedisCommand.of(
                          "EVAL",
                          PROLONG,
                          2,
                          keys.entry(key),
                          keys.index(),
                          EXPIRY,
                          expiresAtMillis(),
                          key))
              .toList();
      calls.call(RedisExchange.of(commands, List::size));
    }
  }

  void remove(RedisCalls calls, List<String> instances) throws IOException {
    for (int from = 0; from < instances.size(); from += PAGE) {
      List<RedisCommand> commands = new ArrayList<>();
      List<Object> leave = new ArrayList<>(List.of("ZREM", keys.index()));
      for (String key : instances.subList(from, Math.min(instances.size(), from + PAGE))) {
        commands.add(RedisCommand.of("UNLINK", keys.entry(key)));
        leave.add(key);
      }
      commands.add(RedisCommand.of(leave));
      calls.call(RedisExchange.of(commands, RedisReplies::numbers));
    }
  }

  private long expiresAtMillis() {
    return clock.millis() + EXPIRY;
  }
}
