package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.sharing.merge.Deadline;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Connection to one server. This is the only class that depends on Jedis, and it uses only the
 * connection: the clients of Jedis start pools, threads for Sentinels and timers for clusters, all
 * of which would have to end with the web application. Its socket is ours, because Jedis limits
 * neither the size of a reply nor the time of a whole exchange.
 *
 * <p>Not thread-safe, except for {@link #close()}.
 */
final class RedisConnection implements AutoCloseable {

  /** Limit on the replies to the commands with which Jedis opens a connection. */
  private static final int OPENING_BYTES = 1 << 16;

  private final RedisNode node;
  private final RedisSocket socket;
  private final Connection connection;

  private RedisConnection(RedisNode node, RedisSocket socket, Connection connection) {
    this.node = node;
    this.socket = socket;
    this.connection = connection;
  }

  /**
   * Connects and authenticates.
   *
   * @param config credentials and time limits; its nodes are ignored
   * @throws IOException if the server cannot be reached in time or rejects the credentials
   */
  static RedisConnection open(RedisNode node, RedisConfig config, Deadline deadline)
      throws IOException {
    RedisSocket socket;
    try {
      socket = RedisSocket.open(node, config, deadline);
    } catch (IOException | RuntimeException e) {
      throw failure(node, e);
    }
    try {
      socket.expect(OPENING_BYTES, Integer.MAX_VALUE, deadline.atMost(config.timeout()));
      Connection connection = new Connection(new Sockets(socket), config(config));
      connection.connect();
      return new RedisConnection(node, socket, connection);
    } catch (RuntimeException e) {
      socket.close();
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

  /** Returns whether the server has neither ended the connection nor sent what nobody asked for. */
  boolean isQuiet() {
    return socket.isQuiet();
  }

  /**
   * Sends commands together and reads a reply to each: a byte array, a Long, a list, null, or a
   * {@link RedisException}.
   *
   * @param maxBytes limit on the bytes of all replies together
   * @throws IOException if the connection has failed, or the replies exceed a limit
   */
  List<@Nullable Object> call(List<RedisCommand> commands, long maxBytes, Deadline deadline)
      throws IOException {
    socket.expect(maxBytes, commands.size(), deadline);
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
    if (e instanceof JedisRedirectionException redirection) {
      String host = redirection.getTargetNode().getHost();
      RedisNode target =
          new RedisNode(host.isEmpty() ? node.host() : host, redirection.getTargetNode().getPort());
      return e instanceof JedisAskDataException
          ? RedisException.asking(message, target)
          : RedisException.moved(message, target);
    }
    return new RedisException(message);
  }

  /** Uses the root cause, because Jedis' own message says little. */
  private static IOException failure(RedisNode node, Exception e) {
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
      socket.close();
    } catch (IOException e) {
      // The connection is abandoned in any case.
    }
  }

  /** Factory that returns the connection's socket. */
  private record Sockets(RedisSocket socket) implements JedisSocketFactory {

    @Override
    public Socket createSocket() {
      return socket;
    }
  }
}
