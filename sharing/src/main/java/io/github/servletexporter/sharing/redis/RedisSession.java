package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Session with a Redis. Opens one connection for each thread that uses it at the same time; there
 * are two such threads. Thread-safe.
 */
final class RedisSession implements AutoCloseable {

  /** Limit on redirections: keys move rarely, and the redirection names their new node. */
  private static final int MAX_ATTEMPTS = 4;

  private final RedisLocator locator;
  private final ConcurrentLinkedDeque<RedisConnection> idle = new ConcurrentLinkedDeque<>();
  private final Set<RedisConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  RedisSession(RedisLocator locator) {
    this.locator = locator;
  }

  /**
   * Sends commands that may be sent twice: if an idle connection turns out to have ended, they are
   * sent again on another one.
   *
   * @return replies, each of which may be a {@link RedisException}
   * @throws IOException if there is no reply
   */
  List<@Nullable Object> call(List<RedisCommand> commands) throws IOException {
    return call(commands, true);
  }

  /** Sends commands that must not be sent twice. */
  List<@Nullable Object> callOnce(List<RedisCommand> commands) throws IOException {
    return call(commands, false);
  }

  private List<@Nullable Object> call(List<RedisCommand> commands, boolean again)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      RedisConnection used = idle.poll();
      RedisConnection connection = used == null ? opened() : used;
      List<@Nullable Object> replies;
      try {
        replies = connection.call(commands);
      } catch (IOException e) {
        discard(connection);
        if (used == null || !again || closed) {
          throw e;
        }
        continue;
      }
      RedisException elsewhere = elsewhere(replies);
      if (elsewhere == null) {
        release(connection);
        return replies;
      }
      leave(connection, elsewhere);
      if (elsewhere.movedTo() == null || attempt == MAX_ATTEMPTS) {
        return replies;
      }
    }
  }

  /** A concurrent close either finds the connection in the set or is noticed here. */
  private RedisConnection opened() throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
    RedisConnection connection = locator.connect();
    open.add(connection);
    if (closed) {
      discard(connection);
      throw new IOException("the store is closed");
    }
    return connection;
  }

  private void release(RedisConnection connection) {
    idle.push(connection);
    if (closed) {
      close();
    }
  }

  /** Discards all idle connections, because the server no longer has the keys. */
  private void leave(RedisConnection connection, RedisException elsewhere) {
    RedisNode target = elsewhere.movedTo();
    if (target != null) {
      locator.movedTo(target);
    }
    discard(connection);
    for (RedisConnection other = idle.poll(); other != null; other = idle.poll()) {
      discard(other);
    }
  }

  private static @Nullable RedisException elsewhere(List<@Nullable Object> replies) {
    for (Object reply : replies) {
      if (reply instanceof RedisException error && error.isOfThisServer()) {
        return error;
      }
    }
    return null;
  }

  private void discard(RedisConnection connection) {
    open.remove(connection);
    connection.close();
  }

  /**
   * Ends all connections, including those on which a thread waits. May be called more than once.
   */
  @Override
  public void close() {
    closed = true;
    open.forEach(this::discard);
    idle.clear();
  }
}
