package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Redis replies. */
final class RedisReplies {

  private RedisReplies() {}

  /** Returns the reply to one command, which may be a {@link RedisException}. */
  static @Nullable Object ask(RedisConnection connection, Object... words) throws IOException {
    return connection.call(List.of(RedisCommand.of(words))).get(0);
  }

  /**
   * Returns the last of some replies, which is that to all of a transaction.
   *
   * @throws RedisException if one of them is an error
   */
  static @Nullable Object last(List<@Nullable Object> replies) throws RedisException {
    for (Object reply : replies) {
      throwError(reply);
    }
    return replies.get(replies.size() - 1);
  }

  private static void throwError(@Nullable Object reply) throws RedisException {
    if (reply instanceof RedisException error) {
      throw error;
    }
    if (reply instanceof List<?> list) {
      for (Object element : list) {
        throwError(element);
      }
    }
  }

  /** Returns the elements of a list that are there; none for no list. */
  static List<byte[]> bytes(@Nullable Object reply) {
    List<byte[]> all = new ArrayList<>();
    if (reply instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof byte[] bytes) {
          all.add(bytes);
        }
      }
    }
    return all;
  }
}
