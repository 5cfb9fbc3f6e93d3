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
 * Which members there are: a sorted set of their keys, by the time at which each one's entry will
 * expire. Whoever looks prolongs what would expire in the second half of that time. Thread-safe.
 */
final class RedisIndex {

  /**
   * How many milliseconds anything outlives the last member that runs: as long as there is one,
   * nothing expires, and when there is none, nobody scrapes.
   */
  static final long EXPIRY = TimeUnit.DAYS.toMillis(7);

  /** What is gone leaves the set, unless it comes back in the same moment. */
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

  /** Returns the command that adds a member whose entry is written at the same time. */
  RedisCommand add(String key) {
    return RedisCommand.of("ZADD", keys.members(), expiresAtMillis(), key);
  }

  List<String> keys() throws IOException {
    RedisCommand range =
        RedisCommand.of("ZRANGE", keys.members(), 0, SnapshotStore.MAX_MEMBERS - 1, "WITHSCORES");
    List<byte[]> reply = RedisReplies.bytes(RedisReplies.last(session.call(List.of(range))));
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

  private boolean isInSecondHalf(byte[] score) {
    double expiresAt = Double.parseDouble(new String(score, StandardCharsets.US_ASCII));
    return expiresAt - clock.millis() < EXPIRY / 2.0;
  }

  /** Errors, such as of a Redis that is full, are no reason not to read: there is time left. */
  private void prolong(List<String> members) throws IOException {
    for (int from = 0; from < members.size(); from += PAGE) {
      List<RedisCommand> commands =
          members.subList(from, Math.min(members.size(), from + PAGE)).stream()
              .map(
                  key ->
                      RedisCommand.of(
                          "EVAL",
                          PROLONG,
                          2,
                          keys.member(key),
                          keys.members(),
                          EXPIRY,
                          expiresAtMillis(),
                          key))
              .toList();
      session.call(commands);
    }
  }

  /** Not in one transaction: a Redis that is full takes none, and removing is what it needs. */
  void remove(List<String> members) throws IOException {
    for (int from = 0; from < members.size(); from += PAGE) {
      List<String> page = members.subList(from, Math.min(members.size(), from + PAGE));
      List<Object> unlink = new ArrayList<>(List.of("UNLINK"));
      List<Object> leave = new ArrayList<>(List.of("ZREM", keys.members()));
      for (String key : page) {
        unlink.add(keys.member(key));
        leave.add(key);
      }
      RedisReplies.last(session.call(List.of(RedisCommand.of(unlink), RedisCommand.of(leave))));
    }
  }

  private long expiresAtMillis() {
    return clock.millis() + EXPIRY;
  }
}
