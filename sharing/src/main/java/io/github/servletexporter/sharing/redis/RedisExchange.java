package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that are sent together, and what their replies have to be. Each command has keys of one
 * slot that either all exist on a node or do not, so in practice one key: only then can it be
 * redirected while the slot moves.
 *
 * @param <T> type of the result
 * @param commands commands
 * @param maxReplyBytes limit on the bytes of all replies together
 * @param repeatable whether the commands may be sent twice if it is unknown whether they arrived
 * @param reader reader of the replies
 */
record RedisExchange<T>(
    List<RedisCommand> commands, long maxReplyBytes, boolean repeatable, Reader<T> reader) {

  /** Enough for numbers, errors and the version of the server. */
  private static final long SHORT_BYTES = 1 << 20;

  /** Returns an exchange with short replies. */
  static <T> RedisExchange<T> of(List<RedisCommand> commands, Reader<T> reader) {
    return new RedisExchange<>(commands, SHORT_BYTES, true, reader);
  }

  /** Returns an exchange with one command that must not be sent twice, and a short reply. */
  static <T> RedisExchange<T> once(RedisCommand command, Reader<T> reader) {
    return new RedisExchange<>(List.of(command), SHORT_BYTES, false, reader);
  }

  /** Returns an exchange with one command and a short reply. */
  static <T> RedisExchange<T> of(RedisCommand command, Reader<T> reader) {
    return of(List.of(command), reader);
  }

  /** Returns this exchange with longer replies. */
  RedisExchange<T> atMost(long maxBytes) {
    return new RedisExchange<>(commands, SHORT_BYTES + maxBytes, repeatable, reader);
  }

  /** Reader of replies. */
  @FunctionalInterface
  interface Reader<T> {

    /**
     * Returns the result.
     *
     * @param replies reply to each command, which may be a {@link RedisException}
     * @throws RedisException if the server has refused a command
     * @throws IOException if a reply is not one to its command; the connection is then discarded
     */
    T read(List<@Nullable Object> replies) throws IOException;
  }
}
