package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

  private final RedisSession session;
  private final RedisKeys keys;
  private final InstantSource clock;

  RedisIndex(RedisSession session, RedisKeys keys, InstantSource clock) {
    this.session = session;
    this.keys = keys;
    this.clock = clock;
  }

  /** Returns the command that adds an instance, to be sent together with the write of its entry. */
  RedisCommand add(String key) {
    return RedisCommand.of("ZADD", keys.index(), expiresAtMillis(), key);
  }

  List<String> keys() throws IOException {
    RedisCommand range =
        RedisCommand.of("ZRANGE", keys.index(), 0, SnapshotStore.MAX_INSTANCES - 1, "WITHSCORES");
    List<byte[]> reply =
        RedisReplies.bytes(RedisReplies.list(RedisReplies.last(session.call(List.of(range)))));
    List<String> all = new ArrayList<>(reply.size() / 2);
    List<String> prolonged = new ArrayList<>();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      String key = new String(reply.get(i), StandardCharsets.UTF_8);
      if (InstanceIdentity.isKey(key)) {
        all.add(key);
        if (isInSecondHalf(reply.get(i + 1))) {
          prolonged.add(key);
        }
      }
    }
    prolong(prolonged);
    return all;
  }

  private boolean isInSecondHalf(byte[] score) throws IOException {
    try {
      double expiresAt = Double.parseDouble(new String(score, StandardCharsets.US_ASCII));
      return expiresAt - clock.millis() < EXPIRY / 2.0;
    } catch (NumberFormatException e) {
      throw new IOException("unexpected reply, which is not from Redis: a score is no number", e);
    }
  }

  /** Ignores errors, such as those of a full Redis, because there is time left to try again. */
  private void prolong(List<String> instances) throws IOException {
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
      session.call(commands);
    }
  }

  /** Uses no transaction, because a full Redis rejects transactions but has to accept removals. */
  void remove(List<String> instances) throws IOException {
    for (int from = 0; from < instances.size(); from += PAGE) {
      List<String> page = instances.subList(from, Math.min(instances.size(), from + PAGE));
      List<Object> unlink = new ArrayList<>(List.of("UNLINK"));
      List<Object> leave = new ArrayList<>(List.of("ZREM", keys.index()));
      for (String key : page) {
        unlink.add(keys.entry(key));
        leave.add(key);
      }
      RedisReplies.number(
          RedisReplies.last(
              session.call(List.of(RedisCommand.of(unlink), RedisCommand.of(leave)))));
    }
  }

  private long expiresAtMillis() {
    return clock.millis() + EXPIRY;
  }
}
