package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access to the replies of a Redis. */
final class RedisReplies {

  private RedisReplies() {}

  /** Sends one command and returns the reply, which may be a {@link RedisException}. */
  static @Nullable Object ask(RedisConnection connection, Object... words) throws IOException {
    return connection.call(List.of(RedisCommand.of(words))).get(0);
  }

  /**
   * Returns the last reply, which for a transaction contains the replies to all commands.
   *
   * @throws RedisException if one of the replies is an error
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

  /**
   * Returns a reply that has to be a number.
   *
   * @throws IOException if it is not, as the server is no Redis or out of step
   */
  static long number(@Nullable Object reply) throws IOException {
    if (reply instanceof Long number) {
      return number;
    }
    throw unexpected("a number", reply);
  }

  /**
   * Returns a reply that has to be a list.
   *
   * @throws IOException if it is not, as the server is no Redis or out of step
   */
  static List<?> list(@Nullable Object reply) throws IOException {
    if (reply instanceof List<?> list) {
      return list;
    }
    throw unexpected("a list", reply);
  }

  private static IOException unexpected(String expectation, @Nullable Object reply) {
    String kind = reply == null ? "nothing" : reply instanceof byte[] ? "a string" : "another type";
    return new IOException(
        "unexpected reply, which is not from Redis: expected " + expectation + ", but was " + kind);
  }

  /** Returns the byte arrays in a list; none if the reply is not a list. */
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
