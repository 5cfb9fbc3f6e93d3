package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connects sockets, encrypted or not. */
final class RedisSockets {

  private RedisSockets() {}

  /**
   * Connects to the first address of a host that answers.
   *
   * @throws IOException if none does in time, or it is not who it should be
   */
  static Socket open(RedisNode node, RedisSettings settings) throws IOException {
    int timeoutMillis = (int) settings.timeout().toMillis();
    IOException last = new IOException("no address");
    for (InetAddress address : InetAddress.getAllByName(node.host())) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.setSoTimeout(timeoutMillis);
        socket.connect(new InetSocketAddress(address, node.port()), timeoutMillis);
        return settings.tls() ? encrypted(socket, node) : socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  /** By the JVM's own trust and key stores; the certificate has to name the host. */
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
      throw new IOException("no TLS: " + e.getMessage(), e);
    }
  }
}
