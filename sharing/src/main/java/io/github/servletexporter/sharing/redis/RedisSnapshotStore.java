package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/**
 * Store in a Redis: a string for each instance, a sorted set of the instances, and a string for the
 * retained totals. docs/adr/0015 explains why no total falls when keys expire or are lost.
 * Thread-safe; connects at its first use.
 */
public final class RedisSnapshotStore implements SnapshotStore {

  private static final String REPLACE =
      "if redis.sha1hex(redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end "
          + "redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) "
          + "return 1";

  private final RedisSession session;
  private final RedisKeys keys;
  private final RedisIndex index;
  private final RedisPages pages;

  /** Retained totals that were seen last, see {@link #retained()}. */
  private volatile byte[] lastRetained = {};

  public RedisSnapshotStore(RedisConfig config, InstantSource clock) {
    session = new RedisSession(new RedisLocator(config));
    keys = new RedisKeys(config.keyPrefix());
    index = new RedisIndex(session, keys, clock);
    pages = new RedisPages(session, keys);
  }

  @Override
  public String kind() {
    return "redis";
  }

  @Override
  public void put(String key, byte[] entry) throws IOException {
    List<RedisCommand> transaction =
        List.of(
            RedisCommand.of("MULTI"),
            RedisCommand.of("SET", keys.entry(key), entry, "PX", RedisIndex.EXPIRY),
            index.add(key),
            RedisCommand.of("PEXPIRE", keys.index(), RedisIndex.EXPIRY),
            RedisCommand.of("PEXPIRE", keys.retained(), RedisIndex.EXPIRY),
            RedisCommand.of("EXEC"));
    RedisReplies.list(RedisReplies.last(session.call(transaction)));
  }

  @Override
  public List<String> keys() throws IOException {
    return index.keys();
  }

  @Override
  public void read(List<String> instances, EntryVisitor visitor) throws IOException {
    pages.read(instances, visitor);
  }

  @Override
  public void remove(List<String> instances) throws IOException {
    index.remove(instances);
  }

  /**
   * Returns the retained totals. If a Redis no longer has any, it was flushed or has restarted
   * empty: then the first instance that notices it restores the totals that it has seen last.
   */
  @Override
  public byte[] retained() throws IOException {
    byte[] present = pages.get(keys.retained(), SnapshotCodec.MAX_TOTALS_BYTES);
    byte[] last = lastRetained;
    if (present.length == 0 && last.length > 0) {
      replaceRetained(present, last);
      present = pages.get(keys.retained(), SnapshotCodec.MAX_TOTALS_BYTES);
    }
    if (present.length > 0) {
      lastRetained = present;
    }
    return present;
  }

  @Override
  public boolean replaceRetained(byte[] expected, byte[] replacement) throws IOException {
    RedisCommand replace =
        RedisCommand.of(
            "EVAL", REPLACE, 1, keys.retained(), sha1(expected), replacement, RedisIndex.EXPIRY);
    return RedisReplies.number(RedisReplies.last(session.callOnce(List.of(replace)))) == 1;
  }

  @Override
  public void close() {
    session.close();
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
