package io.github.servletexporter.listener.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Attack by clients of one address that open connections at a fixed rate, send the same bytes on
 * each of them, and neither read nor send anything else. Bounded in connections, rate and time.
 */
final class ReconnectingClients implements AutoCloseable {

  private static final int MOST_OPEN = 300;

  /** After a pause of its thread an attack goes on at its rate, and does not catch up. */
  private static final int MOST_AT_ONCE = 20;

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final InetSocketAddress source;
  private final InetSocketAddress target;
  private final byte[] sent;
  private final int perSecond;
  private final Deque<SocketChannel> connecting = new ArrayDeque<>();
  private final Deque<SocketChannel> open = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "attack");
  private volatile boolean closed;
  private volatile int opened;

  private ReconnectingClients(String source, int port, byte[] sent, int perSecond) {
    this.source = new InetSocketAddress(source, 0);
    this.target = new InetSocketAddress("127.0.0.1", port);
    this.sent = sent;
    this.perSecond = perSecond;
  }

  /** Starts an attack on a port of this machine. */
  static ReconnectingClients start(String source, int port, byte[] sent, int perSecond) {
    ReconnectingClients clients = new ReconnectingClients(source, port, sent, perSecond);
    clients.thread.start();
    return clients;
  }

  /** Returns the number of connections on which the bytes were sent. */
  int opened() {
    return opened;
  }

  private void run() {
    long startNanos = System.nanoTime();
    long begun = 0;
    for (long passed = 0; !closed && passed < LONGEST_NANOS; passed = since(startNanos)) {
      long due = (long) (passed / 1e9 * perSecond);
      for (long left = Math.min(due - begun, MOST_AT_ONCE); left > 0; left--) {
        begin();
      }
      begun = due;
      finish();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    connecting.forEach(ReconnectingClients::end);
    open.forEach(ReconnectingClients::end);
  }

  private static long since(long startNanos) {
    return System.nanoTime() - startNanos;
  }

  private void begin() {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.bind(source);
      channel.connect(target);
      connecting.add(channel);
    } catch (IOException refused) {
      end(channel);
    }
    if (connecting.size() > MOST_OPEN) {
      end(connecting.poll());
    }
  }

  private void finish() {
    for (int left = connecting.size(); left > 0; left--) {
      SocketChannel channel = connecting.poll();
      try {
        if (channel.finishConnect()) {
          channel.write(ByteBuffer.wrap(sent));
          open.add(channel);
          opened++;
        } else {
          connecting.add(channel);
        }
      } catch (IOException refused) {
        end(channel);
      }
    }
    while (open.size() > MOST_OPEN) {
      end(open.poll());
    }
  }

  private static void end(SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
