package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Factory of connected sockets, with or without TLS. */
final class RedisSockets {

  private RedisSockets() {}

  /**
   * Connects to the first address of a host that accepts the connection.
   *
   * @throws IOException if none does in time, or if its certificate is not trusted
   */
  static Socket open(RedisNode node, RedisConfig config) throws IOException {
    int timeoutMillis = (int) config.timeout().toMillis();
    IOException last = new IOException("no address");
    for (InetAddress address : InetAddress.getAllByName(node.host())) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.setSoTimeout(timeoutMillis);
        socket.connect(new InetSocketAddress(address, node.port()), timeoutMillis);
        return config.location().tls() ? encrypted(socket, node) : socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  /** Uses the trust store and key store of the JVM; the certificate has to match the host name. */
  private static Socket encrypted(Socket plain, RedisNode node) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context().getSocketFactory().createSocket(plain, node.host(), node.port(), true);
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
}
