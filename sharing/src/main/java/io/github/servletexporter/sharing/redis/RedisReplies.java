package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.merge.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access to the replies of a Redis. */
final class RedisReplies {

  private static final int MAX_BYTES = 1 << 20;

  private RedisReplies() {}

  /** Sends one command and returns the reply, which may be a {@link RedisException}. */
  static @Nullable Object ask(RedisConnection connection, Deadline deadline, Object... words)
      throws IOException {
    return connection.call(List.of(RedisCommand.of(words)), MAX_BYTES, deadline).get(0);
  }

  /**
   * Returns the last reply.
   *
   * @throws RedisException if one of the replies is an error
   */
  static @Nullable Object last(List<@Nullable Object> replies) throws RedisException {
    for (Object reply : replies) {
      checked(reply);
    }
    return replies.get(replies.size() - 1);
  }

  /**
   * Returns a reply.
   *
   * @throws RedisException if it is an error
   */
  static @Nullable Object checked(@Nullable Object reply) throws RedisException {
    if (reply instanceof RedisException error) {
      throw error;
    }
    return reply;
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
   * Returns the last reply of several, all of which have to be numbers.
   *
   * @throws IOException if one is not, as the server is no Redis or out of step
   */
  static long numbers(List<@Nullable Object> replies) throws IOException {
    long last = 0;
    for (Object reply : replies) {
      last = number(checked(reply));
    }
    return last;
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

  /**
   * Returns a reply that has to be a string or nothing.
   *
   * @throws IOException if it is not, as the server is no Redis or out of step
   */
  static byte @Nullable [] string(@Nullable Object reply) throws IOException {
    if (reply == null || reply instanceof byte[]) {
      return (byte[]) reply;
    }
    throw unexpected("a string", reply);
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
