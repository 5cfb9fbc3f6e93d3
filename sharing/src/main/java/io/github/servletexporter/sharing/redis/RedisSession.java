package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.merge.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * Exchanges commands for replies. If an idle connection turns out to have ended, repeatable
   * commands are sent again on another one.
   *
   * @throws IOException if there is no result in time
   */
  <T> T call(RedisExchange<T> exchange, Deadline deadline) throws IOException {
    for (int attempt = 1; ; attempt++) {
      RedisConnection used = pollIdle();
      RedisConnection connection = used == null ? opened(deadline) : used;
      List<@Nullable Object> replies;
      try {
        replies = followed(exchange, connection, deadline);
      } catch (IOException | RuntimeException e) {
        discard(connection);
        if (used == null || !exchange.repeatable() || closed || e instanceof RuntimeException) {
          throw e;
        }
        continue;
      }
      RedisException elsewhere = elsewhere(replies);
      if (elsewhere == null) {
        return result(exchange, replies, connection);
      }
      leave(connection, elsewhere);
      if (elsewhere.movedTo() == null || attempt == MAX_ATTEMPTS) {
        return exchange.reader().read(replies);
      }
    }
  }

  /** Discards a connection whose replies do not belong to the commands. */
  private <T> T result(
      RedisExchange<T> exchange, List<@Nullable Object> replies, RedisConnection connection)
      throws IOException {
    boolean inStep = false;
    try {
      T result = exchange.reader().read(replies);
      inStep = true;
      return result;
    } catch (RedisException e) {
      inStep = true;
      throw e;
    } finally {
      if (inStep) {
        release(connection);
      } else {
        discard(connection);
      }
    }
  }

  /** Sends commands, and those again whose keys are moving to another node of the cluster. */
  private List<@Nullable Object> followed(
      RedisExchange<?> exchange, RedisConnection connection, Deadline deadline) throws IOException {
    List<@Nullable Object> replies =
        connection.call(exchange.commands(), exchange.maxReplyBytes(), deadline);
    Map<RedisNode, List<Integer>> redirected = new LinkedHashMap<>();
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i) instanceof RedisException error && error.askedAt() != null) {
        redirected.computeIfAbsent(error.askedAt(), node -> new ArrayList<>()).add(i);
      }
    }
    if (redirected.size() > 1) {
      throw new IOException(connection.node() + ": a slot cannot move to several nodes");
    }
    for (Map.Entry<RedisNode, List<Integer>> target : redirected.entrySet()) {
      ask(target.getKey(), target.getValue(), exchange, replies, deadline);
    }
    return replies;
  }

  /** Uses a connection of its own, because a slot moves rarely and not for long. */
  private void ask(
      RedisNode target,
      List<Integer> redirected,
      RedisExchange<?> exchange,
      List<@Nullable Object> replies,
      Deadline deadline)
      throws IOException {
    List<RedisCommand> commands = new ArrayList<>(2 * redirected.size());
    for (int index : redirected) {
      commands.add(RedisCommand.of("ASKING"));
      commands.add(exchange.commands().get(index));
    }
    RedisConnection connection = registered(locator.open(target, deadline));
    try {
      List<@Nullable Object> asked = connection.call(commands, exchange.maxReplyBytes(), deadline);
      for (int i = 0; i < redirected.size(); i++) {
        boolean accepted = !(asked.get(2 * i) instanceof RedisException);
        replies.set(redirected.get(i), asked.get(accepted ? 2 * i + 1 : 2 * i));
      }
    } finally {
      discard(connection);
    }
  }

  /** Discards connections that have ended, or on which something arrived without a command. */
  private @Nullable RedisConnection pollIdle() {
    for (RedisConnection next = idle.poll(); next != null; next = idle.poll()) {
      if (next.isQuiet()) {
        return next;
      }
      discard(next);
    }
    return null;
  }

  private RedisConnection opened(Deadline deadline) throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
    return registered(locator.connect(deadline));
  }

  /** A concurrent close either finds the connection in the set or is noticed here. */
  private RedisConnection registered(RedisConnection connection) throws IOException {
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
