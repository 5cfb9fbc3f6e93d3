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

  private final RedisSession session;
  private final RedisKeys keys;

  RedisPages(RedisSession session, RedisKeys keys) {
    this.session = session;
    this.keys = keys;
  }

  void read(List<String> instances, SnapshotStore.EntryVisitor visitor) throws IOException {
    boolean goOn = true;
    for (int from = 0; goOn && from < instances.size(); from += KEYS_ASKED) {
      List<String> asked = instances.subList(from, Math.min(instances.size(), from + KEYS_ASKED));
      goOn = readAsked(asked, visitor);
    }
  }

  private boolean readAsked(List<String> instances, SnapshotStore.EntryVisitor visitor)
      throws IOException {
    List<@Nullable Object> lengths =
        session.call(
            instances.stream().map(key -> RedisCommand.of("STRLEN", keys.entry(key))).toList());
    List<String> page = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < instances.size(); i++) {
      long length = length(instances.get(i), lengths.get(i), visitor);
      if (!page.isEmpty() && (page.size() == PAGE_KEYS || bytes + length > PAGE_BYTES)) {
        if (!visit(page, visitor)) {
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
    return page.isEmpty() || visit(page, visitor);
  }

  /** Returns the length of a string, or 0 if it cannot be read. */
  private static long length(String key, @Nullable Object reply, SnapshotStore.EntryVisitor visitor)
      throws IOException {
    if (reply instanceof RedisException error) {
      if (!error.isWrongType()) {
        throw error;
      }
      visitor.unreadable(key, Damage.FOREIGN);
      return 0;
    }
    long length = RedisReplies.number(reply);
    if (length <= SnapshotCodec.MAX_ENTRY_BYTES) {
      return length;
    }
    visitor.unreadable(key, Damage.TOO_LARGE);
    return 0;
  }

  private boolean visit(List<String> page, SnapshotStore.EntryVisitor visitor) throws IOException {
    List<Object> get = new ArrayList<>(List.of("MGET"));
    page.forEach(key -> get.add(keys.entry(key)));
    List<?> entries =
        RedisReplies.list(RedisReplies.last(session.call(List.of(RedisCommand.of(get)))));
    if (entries.size() != page.size()) {
      throw new IOException(
          "unexpected reply, which is not from Redis: expected %d entries, but was %d"
              .formatted(page.size(), entries.size()));
    }
    for (int i = 0; i < page.size(); i++) {
      if (entries.get(i) instanceof byte[] entry && !visitor.entry(page.get(i), entry)) {
        return false;
      }
    }
    return true;
  }

  /** Returns a string, or an empty array if there is none. */
  byte[] get(byte[] key, int maxBytes) throws IOException {
    long length =
        RedisReplies.number(
            RedisReplies.last(session.call(List.of(RedisCommand.of("STRLEN", key)))));
    if (length > maxBytes) {
      throw new CodecException(Damage.TOO_LARGE, length + " bytes exceed the limit of " + maxBytes);
    }
    Object reply = RedisReplies.last(session.call(List.of(RedisCommand.of("GET", key))));
    return reply instanceof byte[] bytes ? bytes : new byte[0];
  }
}
