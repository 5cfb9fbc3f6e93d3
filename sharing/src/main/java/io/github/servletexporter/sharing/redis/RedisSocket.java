package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.merge.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Socket that Jedis uses: limited in time below the encryption, if there is any, and in the size of
 * replies above it. Not thread-safe, except for {@link #close()}.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock would delay the close
final class RedisSocket extends Socket {

  private final DeadlineSocket transport;
  private final Socket plain;
  private final ReplyInputStream replies;

  private RedisSocket(DeadlineSocket transport, Socket plain) throws IOException {
    this.transport = transport;
    this.plain = plain;
    this.replies = new ReplyInputStream(plain.getInputStream());
  }

  /**
   * Connects to the first address of a host that accepts the connection.
   *
   * @throws IOException if none does in time, or if its certificate is not trusted
   */
  static RedisSocket open(RedisNode node, RedisConfig config, Deadline deadline)
      throws IOException {
    IOException last = new IOException("no address");
    for (InetAddress address : InetAddress.getAllByName(node.host())) {
      try {
        return open(new InetSocketAddress(address, node.port()), node, config, deadline);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static RedisSocket open(
      InetSocketAddress address, RedisNode node, RedisConfig config, Deadline deadline)
      throws IOException {
    DeadlineSocket socket =
        DeadlineSocket.connect(address, config.timeout(), deadline.atMost(config.timeout()));
    try {
      return new RedisSocket(socket, config.location().tls() ? encrypted(socket, node) : socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Uses the trust store and key store of the JVM; the certificate has to match the host name. */
  private static Socket encrypted(Socket transport, RedisNode node) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context().getSocketFactory().createSocket(transport, node.host(), node.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context() throws IOException {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("TLS is not available: " + e.getMessage(), e);
    }
  }

  /**
   * Sets the limits of the next exchange.
   *
   * @param bytes limit on the bytes of all replies together
   * @param count number of replies
   * @param deadline end of the exchange
   */
  void expect(long bytes, int count, Deadline deadline) {
    replies.expect(bytes, count);
    transport.limit(deadline);
  }

  /**
   * Returns whether the next reply may belong to the next command: the server has neither closed
   * the connection nor sent anything without a command.
   */
  boolean isQuiet() {
    try {
      return !transport.isReadable();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the connection at once and without a word, even if a thread waits for a reply. */
  @Override
  public void close() throws IOException {
    transport.close();
  }

  @Override
  public InputStream getInputStream() {
    return replies;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return plain.getOutputStream();
  }

  /** Has no effect: the time limits are set by {@link #expect}. */
  @Override
  public void setSoTimeout(int millis) {}

  @Override
  public int getSoTimeout() {
    return transport.getSoTimeout();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return transport.isClosed();
  }
}
