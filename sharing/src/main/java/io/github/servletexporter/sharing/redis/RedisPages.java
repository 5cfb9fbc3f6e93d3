package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of strings in pages of a limited number and size; it reads the lengths first. Thread-safe.
 */
final class RedisPages {

  private static final int KEYS_ASKED = 500;
  private static final int PAGE_KEYS = 100;
  private static final long PAGE_BYTES = 4 << 20;

  private final RedisKeys keys;

  RedisPages(RedisKeys keys) {
    this.keys = keys;
  }

  void read(RedisCalls calls, List<String> instances, SnapshotStore.EntryVisitor visitor)
      throws IOException {
    boolean goOn = true;
    for (int from = 0; goOn && from < instances.size(); from += KEYS_ASKED) {
      List<String> asked = instances.subList(from, Math.min(instances.size(), from + KEYS_ASKED));
      goOn = readAsked(calls, asked, visitor);
    }
  }

  private boolean readAsked(
      RedisCalls calls, List<String> instances, SnapshotStore.EntryVisitor visitor)
      throws IOException {
    List<RedisCommand> commands =
        instances.stream().map(key -> RedisCommand.of("STRLEN", keys.entry(key))).toList();
    List<Length> lengths = calls.call(RedisExchange.of(commands, RedisPages::lengths));
    List<String> page = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < instances.size(); i++) {
      long length = length(instances.get(i), lengths.get(i), visitor);
      if (!page.isEmpty() && (page.size() == PAGE_KEYS || bytes + length > PAGE_BYTES)) {
        if (!visit(calls, page, visitor)) {
          return false;
        }
        page.clear();
        bytes = 0;
      }
      if (length > 0) {
        page.add(instances.get(i));
        bytes += length;
      }
    }
    return page.isEmpty() || visit(calls, page, visitor);
  }

  private static List<Length> lengths(List<@Nullable Object> replies) throws IOException {
    List<Length> lengths = new ArrayList<>(replies.size());
    for (Object reply : replies) {
      boolean wrongType = reply instanceof RedisException error && error.isWrongType();
      lengths.add(
          wrongType
              ? new Length(0, Damage.FOREIGN)
              : Length.of(RedisReplies.number(RedisReplies.checked(reply))));
    }
    return lengths;
  }

  /** Returns the length of a string, or 0 if it cannot be read. */
  private static long length(String key, Length length, SnapshotStore.EntryVisitor visitor) {
    if (length.damage() == null) {
      return length.bytes();
    }
    visitor.unreadable(key, length.damage());
    return 0;
  }

  /**
   * Reads the entries one command each, because a command with several keys cannot be redirected.
   */
  private boolean visit(RedisCalls calls, List<String> page, SnapshotStore.EntryVisitor visitor)
      throws IOException {
    List<RedisCommand> commands =
        page.stream().map(key -> RedisCommand.of("GET", keys.entry(key))).toList();
    List<byte[]> entries =
        calls.call(
            RedisExchange.of(commands, RedisPages::strings)
                .atMost(PAGE_BYTES + SnapshotCodec.MAX_ENTRY_BYTES));
    for (int i = 0; i < page.size(); i++) {
      if (entries.get(i).length > 0 && !visitor.entry(page.get(i), entries.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the strings, with an empty array for a key that no longer exists. */
  private static List<byte[]> strings(List<@Nullable Object> replies) throws IOException {
    List<byte[]> strings = new ArrayList<>(replies.size());
    for (Object reply : replies) {
      boolean wrongType = reply instanceof RedisException error && error.isWrongType();
      byte[] string = wrongType ? null : RedisReplies.string(RedisReplies.checked(reply));
      strings.add(string == null ? new byte[0] : string);
    }
    return strings;
  }

  /** Returns a string, or an empty array if there is none. */
  byte[] get(RedisCalls calls, byte[] key, int maxBytes) throws IOException {
    long length =
        calls.call(
            RedisExchange.of(
                RedisCommand.of("STRLEN", key),
                replies -> RedisReplies.number(RedisReplies.last(replies))));
    if (length > maxBytes) {
      throw new CodecException(Damage.TOO_LARGE, length + " bytes exceed the limit of " + maxBytes);
    }
    return calls.call(
        RedisExchange.of(
                RedisCommand.of("GET", key),
                replies -> {
                  byte[] string = RedisReplies.string(RedisReplies.last(replies));
                  return string == null ? new byte[0] : string;
                })
            .atMost(maxBytes));
  }

  /**
   * Length of an entry.
   *
   * @param bytes length; 0 if the entry does not exist or cannot be read
   * @param damage reason why it cannot be read, or null
   */
  private record Length(long bytes, @Nullable Damage damage) {

    static Length of(long bytes) {
      return bytes <= SnapshotCodec.MAX_ENTRY_BYTES
          ? new Length(bytes, null)
          : new Length(0, Damage.TOO_LARGE);
    }
  }
}
