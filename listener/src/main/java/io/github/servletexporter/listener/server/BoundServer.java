package io.github.servletexporter.listener.server;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.listener.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * HTTP server of the JDK that has bound its port.
 *
 * @param server the server
 * @param connections threads that serve its connections
 */
record BoundServer(HttpServer server, ConnectionThreads connections) implements AutoCloseable {

  private static final int BACKLOG = 50;

  /**
   * Binds and starts a server.
   *
   * @throws IOException if the port is in use or the address does not belong to this machine
   */
  static BoundServer open(
      ServerSettings settings,
      Endpoint endpoint,
      ServerThreads threads,
      ServerLimits limits,
      Consumer<Throwable> onFailure)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.bindAddress(), settings.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(settings.bindAddress());
    }
    HttpServer server = create(settings, address);
    boolean started = false;
    ConnectionThreads connections = null;
    try {
      connections = new ConnectionThreads(threads, limits, Ticker.system());
      server.setExecutor(connections);
      server.createContext("/", new JdkHandler(endpoint, connections, onFailure));
      server.start();
      started = true;
      return new BoundServer(server, connections);
    } finally {
      if (!started) {
        server.stop(0);
        if (connections != null) {
          connections.close();
        }
      }
    }
  }

  private static HttpServer create(ServerSettings settings, InetSocketAddress address)
      throws IOException {
    if (settings.tls() == null) {
      return HttpServer.create(address, BACKLOG);
    }
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    server.setHttpsConfigurator(new Tls(settings.tls(), settings.needsClientCertificate()));
    return server;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  int port() {
    return address().getPort();
  }

  /** Returns whether the server listens on every address of the machine. */
  boolean isWildcard() {
    return server.getAddress().getAddress().isAnyLocalAddress();
  }

  /** Frees the port and aborts every connection. */
  @Override
  public void close() {
    connections.close();
    server.stop(0);
  }

  /** TLS parameters of each connection. Thread-safe. */
  private static final class Tls extends HttpsConfigurator {

    private final boolean needsClientCertificate;

    Tls(SSLContext context, boolean needsClientCertificate) {
      super(context);
      this.needsClientCertificate = needsClientCertificate;
    }

    @Override
    public void configure(HttpsParameters connection) {
      SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
      parameters.setNeedClientAuth(needsClientCertificate);
      connection.setSSLParameters(parameters);
    }
  }
}
