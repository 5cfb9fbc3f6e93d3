package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * A connection to one server: the one class that knows Jedis, and of that only the connection. Its
 * clients bring pools, threads that listen to Sentinels and timers that look at clusters, each of
 * which would have to be ended with the web application.
 *
 * <p>Used by one thread at a time; {@link #close()} by any.
 */
final class RedisConnection implements AutoCloseable {

  private final RedisNode node;
  private final Connection connection;

  private RedisConnection(RedisNode node, Connection connection) {
    this.node = node;
    this.connection = connection;
  }

  /**
   * Connects and says who we are.
   *
   * @param settings how; the nodes are not looked at
   * @throws IOException if it can't be reached in time, or does not let us in
   */
  static RedisConnection open(RedisNode node, RedisSettings settings) throws IOException {
    try {
      Connection connection = new Connection(new Sockets(node, settings), config(settings));
      connection.connect();
      return new RedisConnection(node, connection);
    } catch (RuntimeException e) {
      throw failure(node, e);
    }
  }

  private static DefaultJedisClientConfig config(RedisSettings settings) {
    int timeoutMillis = (int) settings.timeout().toMillis();
    return DefaultJedisClientConfig.builder()
        .serverDefaultProtocol() // the old one, without a HELLO that an old server doesn't know
        .connectionTimeoutMillis(timeoutMillis)
        .socketTimeoutMillis(timeoutMillis)
        .user(settings.user())
        .password(settings.password())
        .database(settings.database())
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
        .build();
  }

  RedisNode node() {
    return node;
  }

  /**
   * Sends commands at once and reads a reply to each: bytes, a Long, a list, null, or a {@link
   * RedisException}.
   *
   * @throws IOException if the connection is of no use any more
   */
  List<@Nullable Object> call(List<RedisCommand> commands) throws IOException {
    try {
      for (RedisCommand command : commands) {
        connection.sendCommand(command::name, command.arguments());
      }
      List<@Nullable Object> replies = new ArrayList<>(commands.size());
      for (Object reply : connection.getMany(commands.size())) {
        replies.add(reply(reply));
      }
      return replies;
    } catch (RuntimeException e) { // Jedis' own, and what comes of a server that is no Redis
      throw failure(node, e);
    }
  }

  private @Nullable Object reply(@Nullable Object reply) {
    if (reply instanceof JedisDataException error) {
      return error(node, error);
    }
    if (reply instanceof List<?> list) {
      List<@Nullable Object> replies = new ArrayList<>(list.size());
      list.forEach(element -> replies.add(reply(element)));
      return replies;
    }
    return reply;
  }

  private static RedisException error(RedisNode node, JedisDataException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof JedisMovedDataException moved) {
      String host = moved.getTargetNode().getHost();
      return new RedisException(
          message,
          new RedisNode(host.isEmpty() ? node.host() : host, moved.getTargetNode().getPort()));
    }
    return new RedisException(message);
  }

  /** Jedis says little itself and has the reason as its cause. */
  private static IOException failure(RedisNode node, RuntimeException e) {
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new IOException(node + ": " + reason.getMessage(), e);
  }

  /** Ends the connection at once, also under one that waits for a reply. */
  @Override
  public void close() {
    try {
      connection.forceDisconnect();
    } catch (IOException | JedisException e) {
      // It is of no use in any case.
    }
  }

  /** Makes the connection's socket. */
  private record Sockets(RedisNode node, RedisSettings settings) implements JedisSocketFactory {

    @Override
    public Socket createSocket() {
      try {
        return RedisSockets.open(node, settings);
      } catch (IOException e) {
        throw new JedisConnectionException(e.getMessage(), e);
      }
    }
  }
}
