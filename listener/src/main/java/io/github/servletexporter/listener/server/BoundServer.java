package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.listener.endpoint.Peer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * HTTP server that has bound its port. One thread, which takes its turns, accepts connections,
 * reads requests and sends responses, and never waits for a client; responders answer the requests.
 *
 * <p>For use by that thread, except {@link #address()} and {@link #wake()}.
 */
final class BoundServer implements AutoCloseable {

  /** Connections that wait here hold no descriptor of the process. */
  private static final int BACKLOG = 1024;

  private static final int ACCEPTED_AT_ONCE = 32;
  private static final int RECEIVE_BUFFER = 64 * 1024;

  /** Limits what the kernel holds for a client that does not read. */
  private static final int SEND_BUFFER = 256 * 1024;

  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Pause after a connection could not be accepted, because the process has no descriptor left. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSettings settings;
  private final ServerSocketChannel listener;
  private final InetSocketAddress address;
  private final Selector selector;
  private final SelectionKey accepting;
  private final Responders responders;
  private final Connections connections;
  private final Connection.Services services;
  private final Queue<Connection> answered = new ConcurrentLinkedQueue<>();
  private final Ticker ticker = Ticker.system();
  private long resumeNanos = ticker.nanos();

  private BoundServer(
      ServerSettings settings,
      ServerSocketChannel listener,
      Selector selector,
      Responders responders,
      ServerLimits limits)
      throws IOException {
    this.settings = settings;
    this.listener = listener;
    this.address = (InetSocketAddress) listener.getLocalAddress();
    this.selector = selector;
    this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
    this.responders = responders;
    this.connections = new Connections(limits);
    this.services = new Connection.Services(limits, responders, this::resume);
  }

  /**
   * Binds the port.
   *
   * @param responders answer the requests; closed together with the server
   * @throws IOException if the port is in use or the address does not belong to this machine
   */
  static BoundServer open(ServerSettings settings, Responders responders, ServerLimits limits)
      throws IOException {
    InetSocketAddress wanted = new InetSocketAddress(settings.bindAddress(), settings.port());
    if (wanted.isUnresolved()) {
      throw new UnknownHostException(settings.bindAddress());
    }
    ServerSocketChannel listener = ServerSocketChannel.open();
    Selector selector = null;
    boolean opened = false;
    try {
      listener.configureBlocking(false);
      listener.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      listener.bind(wanted, BACKLOG);
      selector = Selector.open();
      BoundServer server = new BoundServer(settings, listener, selector, responders, limits);
      opened = true;
      return server;
    } finally {
      if (!opened) {
        listener.close();
        if (selector != null) {
          selector.close();
        }
      }
    }
  }

  InetSocketAddress address() {
    return address;
  }

  int port() {
    return address.getPort();
  }

  /** Returns whether the server listens on every address of the machine. */
  boolean isWildcard() {
    return address.getAddress().isAnyLocalAddress();
  }

  /** Waits until there is something to do or {@link #wake()} is called, and does it. */
  void turn() throws IOException {
    selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos())));
    long nowNanos = ticker.nanos();
    List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.attachment() instanceof Connection connection) {
        connection.advance(nowNanos);
      }
    }
    for (Connection next = answered.poll(); next != null; next = answered.poll()) {
      next.resume(nowNanos);
      connections.limitBytes(nowNanos);
    }
    accept(nowNanos);
  }

  private long waitNanos() {
    long nowNanos = ticker.nanos();
    long left = Math.min(MAX_WAIT_NANOS, connections.expire(nowNanos));
    return isPaused(nowNanos) ? Math.min(left, resumeNanos - nowNanos) : left;
  }

  private boolean isPaused(long nowNanos) {
    return resumeNanos - nowNanos > 0;
  }

  private void accept(long nowNanos) {
    if (isPaused(nowNanos)) {
      return;
    }
    accepting.interestOps(SelectionKey.OP_ACCEPT);
    try {
      for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        admit(channel, nowNanos);
      }
    } catch (IOException noDescriptor) {
      accepting.interestOps(0);
      resumeNanos = nowNanos + PAUSE_NANOS;
    }
  }

  /** Adds a connection if there is room; its request may have arrived already. */
  private void admit(SocketChannel channel, long nowNanos) {
    Connection connection = null;
    try {
      connection = connection(channel, nowNanos);
    } catch (IOException | RuntimeException gone) {
      // The client has left, or TLS does not work; the channel is closed below.
    } finally {
      if (connection == null) {
        PlainTransport.close(channel);
      }
    }
    if (connection != null) {
      connections.add(connection);
      connection.advance(nowNanos);
    }
  }

  private @Nullable Connection connection(SocketChannel channel, long nowNanos) throws IOException {
    if (!(channel.getRemoteAddress() instanceof InetSocketAddress client)) {
      return null;
    }
    Peer peer = Peer.of(client.getAddress());
    if (!connections.makeRoom(peer, nowNanos)) {
      return null;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    Connection connection = new Connection(peer, transport(channel), key, services, nowNanos);
    key.attach(connection);
    return connection;
  }

  private Transport transport(SocketChannel channel) {
    SSLContext context = settings.tls().get();
    if (context == null) {
      return new PlainTransport(channel);
    }
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setNeedClientAuth(settings.needsClientCertificate());
    engine.setSSLParameters(parameters);
    return new TlsTransport(channel, engine);
  }

  private void resume(Connection connection) {
    answered.add(connection);
    selector.wakeup();
  }

  /** Ends the wait of a turn, on any thread. */
  void wake() {
    selector.wakeup();
  }

  /** Frees the port, aborts every connection and asks the responders to end. */
  @Override
  public void close() {
    try (selector;
        listener) {
      connections.close();
      responders.close();
    } catch (IOException e) {
      // The descriptors are freed nevertheless.
    }
  }
}
