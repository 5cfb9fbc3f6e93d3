package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Talks to Redis through as many connections as there are threads that do so at once, which are
 * two. Opens them when they are needed. Thread-safe.
 */
final class RedisSession implements AutoCloseable {

  /** A key has moved rarely, and its new place is known at once. */
  private static final int MAX_ATTEMPTS = 4;

  private final RedisLocator locator;
  private final ConcurrentLinkedDeque<RedisConnection> idle = new ConcurrentLinkedDeque<>();
  private final Set<RedisConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  RedisSession(RedisLocator locator) {
    this.locator = locator;
  }

  /**
   * Sends commands that may be sent twice: a connection that was idle may have ended meanwhile, and
   * then another one is used.
   *
   * @return the replies; each may be a {@link RedisException}
   * @throws IOException if there are none
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

  /** Whoever closes meanwhile has seen the connection in the set, or is seen here. */
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

  /** The server is not, or not any more, the one that has the keys; nor for other connections. */
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

  /** Ends all connections, also those on which a thread waits. May be repeated. */
  @Override
  public void close() {
    closed = true;
    open.forEach(this::discard);
    idle.clear();
  }
}
