package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.base.LogText;
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
 * Connection to one server. This is the only class that depends on Jedis, and it uses only the
 * connection: the clients of Jedis start pools, threads for Sentinels and timers for clusters, all
 * of which would have to end with the web application.
 *
 * <p>Not thread-safe, except for {@link #close()}.
 */
final class RedisConnection implements AutoCloseable {

  private final RedisNode node;
  private final Connection connection;

  private RedisConnection(RedisNode node, Connection connection) {
    this.node = node;
    this.connection = connection;
  }

  /**
   * Connects and authenticates.
   *
   * @param config credentials and time limits; its nodes are ignored
   * @throws IOException if the server cannot be reached in time or rejects the credentials
   */
  static RedisConnection open(RedisNode node, RedisConfig config) throws IOException {
    try {
      Connection connection = new Connection(new Sockets(node, config), config(config));
      connection.connect();
      return new RedisConnection(node, connection);
    } catch (RuntimeException e) {
      throw failure(node, e);
    }
  }

  private static DefaultJedisClientConfig config(RedisConfig config) {
    int timeoutMillis = (int) config.timeout().toMillis();
    return DefaultJedisClientConfig.builder()
        .serverDefaultProtocol() // RESP2, without a HELLO, which old servers reject
        .connectionTimeoutMillis(timeoutMillis)
        .socketTimeoutMillis(timeoutMillis)
        .user(config.user())
        .password(config.password())
        .database(config.database())
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
        .build();
  }

  RedisNode node() {
    return node;
  }

  /**
   * Sends commands together and reads a reply to each: a byte array, a Long, a list, null, or a
   * {@link RedisException}.
   *
   * @throws IOException if the connection has failed
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
    } catch (RuntimeException e) { // of Jedis, or caused by a server that is no Redis
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

  /** Uses the root cause, because Jedis' own message says little. */
  private static IOException failure(RedisNode node, RuntimeException e) {
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new IOException(LogText.escaped(node + ": " + reason.getMessage()), e);
  }

  /** Ends the connection at once, even if a thread waits for a reply. */
  @Override
  public void close() {
    try {
      connection.forceDisconnect();
    } catch (IOException | JedisException e) {
      // The connection is abandoned in any case.
    }
  }

  /** Factory of the connection's socket. */
  private record Sockets(RedisNode node, RedisConfig config) implements JedisSocketFactory {

    @Override
    public Socket createSocket() {
      try {
        return RedisSockets.open(node, config);
      } catch (IOException e) {
        throw new JedisConnectionException(e.getMessage(), e);
      }
    }
  }
}
