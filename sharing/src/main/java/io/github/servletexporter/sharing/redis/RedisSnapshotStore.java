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
 * A Redis that JVMs anywhere share: a string for each member, a sorted set of the members, and a
 * string for the retired entry. docs/adr/0015 says why no total falls when keys expire or are lost.
 * Thread-safe; connects when it is first used.
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

  /** The last retired entry that was seen, see {@link #retired()}. */
  private volatile byte[] lastRetired = {};

  public RedisSnapshotStore(RedisSettings settings, InstantSource clock) {
    session = new RedisSession(new RedisLocator(settings));
    keys = new RedisKeys(settings.keyPrefix());
    index = new RedisIndex(session, keys, clock);
    pages = new RedisPages(session, keys);
  }

  @Override
  public String kind() {
    return "redis";
  }

  @Override
  public void put(String key, byte[] entry) throws IOException {
    RedisReplies.last(
        session.call(
            List.of(
                RedisCommand.of("MULTI"),
                RedisCommand.of("SET", keys.member(key), entry, "PX", RedisIndex.EXPIRY),
                index.add(key),
                RedisCommand.of("PEXPIRE", keys.members(), RedisIndex.EXPIRY),
                RedisCommand.of("PEXPIRE", keys.retired(), RedisIndex.EXPIRY),
                RedisCommand.of("EXEC"))));
  }

  @Override
  public List<String> keys() throws IOException {
    return index.keys();
  }

  @Override
  public void read(List<String> members, EntryVisitor visitor) throws IOException {
    pages.read(members, visitor);
  }

  @Override
  public void remove(List<String> members) throws IOException {
    index.remove(members);
  }

  /**
   * Returns the retired entry. A Redis that has none any more was emptied, or has started empty:
   * then it gets back the one that was seen last, by the first of all members that looks.
   */
  @Override
  public byte[] retired() throws IOException {
    byte[] present = pages.get(keys.retired(), SnapshotCodec.MAX_TOTALS_BYTES);
    byte[] last = lastRetired;
    if (present.length == 0 && last.length > 0) {
      replaceRetired(present, last);
      present = pages.get(keys.retired(), SnapshotCodec.MAX_TOTALS_BYTES);
    }
    if (present.length > 0) {
      lastRetired = present;
    }
    return present;
  }

  @Override
  public boolean replaceRetired(byte[] expected, byte[] replacement) throws IOException {
    RedisCommand replace =
        RedisCommand.of(
            "EVAL", REPLACE, 1, keys.retired(), sha1(expected), replacement, RedisIndex.EXPIRY);
    Object reply = RedisReplies.last(session.callOnce(List.of(replace)));
    return reply instanceof Long replaced && replaced == 1;
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
