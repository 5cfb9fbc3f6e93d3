package io.github.servletexporter.listener.server;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.github.servletexporter.base.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;

/**
 * A server that has its port.
 *
 * @param server the Java platform's
 * @param connections its threads
 */
record BoundServer(HttpServer server, ConnectionThreads connections) implements AutoCloseable {

  private static final int BACKLOG = 50;

  /**
   * Binds and starts a server.
   *
   * @throws IOException if it can't be had: the port is taken, or the address is not one of here
   */
  static BoundServer open(
      ServerSettings settings,
      RequestHandler handler,
      ServerThreads threads,
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
      connections = new ConnectionThreads(threads, Ticker.system());
      server.setExecutor(connections);
      server.createContext("/", new JdkHandler(handler, connections, onFailure));
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
    server.setHttpsConfigurator(new TlsSetting(settings.tls(), settings.needsClientCertificate()));
    return server;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns whether it listens on every address of the machine. */
  boolean isWildcard() {
    return server.getAddress().getAddress().isAnyLocalAddress();
  }

  /** Frees the port and cuts every connection off. */
  @Override
  public void close() {
    connections.close();
    server.stop(0);
  }
}
