package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Number of waits that an operation may take, including those of connecting. */
  private static final int WAITS = 4;

  private final RedisSession session;
  private final Duration limit;
  private final @Nullable Deadline deadline;
  private final RedisKeys keys;
  private final RedisIndex index;
  private final RedisPages pages;

  /** Retained totals that were seen last, see {@link #retained()}. */
  private final Remembered lastRetained;

  public RedisSnapshotStore(RedisConfig config, InstantSource clock) {
    session = new RedisSession(new RedisLocator(config));
    limit = config.timeout().multipliedBy(WAITS);
    deadline = null;
    keys = new RedisKeys(config.keyPrefix());
    index = new RedisIndex(keys, clock);
    pages = new RedisPages(keys);
    lastRetained = new Remembered();
  }

  private RedisSnapshotStore(RedisSnapshotStore same, Deadline deadline) {
    session = same.session;
    limit = same.limit;
    this.deadline = deadline;
    keys = same.keys;
    index = same.index;
    pages = same.pages;
    lastRetained = same.lastRetained;
  }

  @Override
  public SnapshotStore until(Deadline common) {
    return new RedisSnapshotStore(this, common);
  }

  /** Returns the calls of one operation. */
  private RedisCalls calls() {
    return new RedisCalls(
        session, deadline == null ? Deadline.in(limit, Ticker.system()) : deadline);
  }

  @Override
  public String kind() {
    return "redis";
  }

  /**
   * Uses no transaction, because its keys would have to move together when a slot moves. The entry
   * comes first: as long as it is missing in the index, the instance does not exist.
   */
  @Override
  public void put(String key, byte[] entry) throws IOException {
    List<RedisCommand> commands =
        List.of(
            RedisCommand.of("SET", keys.entry(key), entry, "PX", RedisIndex.EXPIRY),
            index.add(key),
            RedisCommand.of("PEXPIRE", keys.index(), RedisIndex.EXPIRY),
            RedisCommand.of("PEXPIRE", keys.retained(), RedisIndex.EXPIRY));
    calls()
        .call(
            RedisExchange.of(
                commands,
                replies -> {
                  RedisReplies.string(RedisReplies.checked(replies.get(0)));
                  return RedisReplies.numbers(replies.subList(1, replies.size()));
                }));
  }

  @Override
  public List<String> keys() throws IOException {
    return index.keys(calls());
  }

  @Override
  public void read(List<String> instances, EntryVisitor visitor) throws IOException {
    pages.read(calls(), instances, visitor);
  }

  @Override
  public void remove(List<String> instances) throws IOException {
    index.remove(calls(), instances);
  }

  /**
   * Returns the retained totals. If a Redis no longer has any, it was flushed or has restarted
   * empty: then the first instance that notices it restores the totals that it has seen last.
   */
  @Override
  public byte[] retained() throws IOException {
    RedisCalls calls = calls();
    byte[] present = pages.get(calls, keys.retained(), SnapshotCodec.MAX_TOTALS_BYTES);
    byte[] last = lastRetained.totals;
    if (present.length == 0 && last.length > 0) {
      replaceRetained(calls, present, last);
      present = pages.get(calls, keys.retained(), SnapshotCodec.MAX_TOTALS_BYTES);
    }
    if (present.length > 0) {
      lastRetained.totals = present;
    }
    return present;
  }

  @Override
  public boolean replaceRetained(byte[] expected, byte[] replacement) throws IOException {
    return replaceRetained(calls(), expected, replacement);
  }

  private boolean replaceRetained(RedisCalls calls, byte[] expected, byte[] replacement)
      throws IOException {
    RedisCommand replace =
        RedisCommand.of(
            "EVAL", REPLACE, 1, keys.retained(), sha1(expected), replacement, RedisIndex.EXPIRY);
    return calls.call(RedisExchange.once(replace, RedisReplies::numbers)) == 1;
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

  /** Retained totals that were seen last. Thread-safe. */
  private static final class Remembered {
    private volatile byte[] totals = {};
  }
}
