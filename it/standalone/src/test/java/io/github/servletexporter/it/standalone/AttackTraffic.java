package io.github.servletexporter.it.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Traffic of an {@link Attack} on a port of this machine: connections at a fixed rate that send the
 * same bytes and read nothing. Bounded in connections, rate and time.
 */
final class AttackTraffic implements AutoCloseable {
  /** After a pause of its thread, the attack resumes at its rate and does not catch up. */
  private static final int MOST_AT_ONCE = 20;

  private static final int MOST_CONNECTING = 300;
  private static final int RECEIVE_BUFFER_BYTES = 4096;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Attack attack;
  private final InetSocketAddress target;
  private final Deque<SocketChannel> connecting = new ArrayDeque<>();
  private final Deque<SocketChannel> open = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "attack");
  private volatile boolean closed;
  private volatile int opened;

  private AttackTraffic(Attack attack, int port) {
    this.attack = attack;
    this.target = new InetSocketAddress(attack.server(), port);
  }

  static AttackTraffic start(Attack attack, int port) {
    AttackTraffic traffic = new AttackTraffic(attack, port);
    traffic.thread.start();
    return traffic;
  }

  /** Returns the number of connections on which the bytes were sent. */
  int opened() {
    return opened;
  }

  private void run() {
    long startNanos = System.nanoTime();
    long begun = 0;
    for (long passed = 0; !closed && passed < LONGEST_NANOS; passed = since(startNanos)) {
      long due = (long) (passed / 1e9 * attack.perSecond());
      for (long left = Math.min(due - begun, MOST_AT_ONCE); left > 0; left--) {
        begin();
      }
      begun = due;
      finish();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    connecting.forEach(AttackTraffic::end);
    open.forEach(AttackTraffic::end);
  }

  private static long since(long startNanos) {
    return System.nanoTime() - startNanos;
  }

  private void begin() {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      // A reset instead of a closed connection that keeps the port for a minute.
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.bind(new InetSocketAddress(attack.attacker(), 0));
      channel.connect(target);
      connecting.add(channel);
    } catch (IOException refused) {
      end(channel);
    }
    if (connecting.size() > MOST_CONNECTING) {
      end(connecting.poll());
    }
  }

  private void finish() {
    for (int left = connecting.size(); left > 0; left--) {
      SocketChannel channel = connecting.poll();
      try {
        if (channel.finishConnect()) {
          channel.write(ByteBuffer.wrap(attack.sent()));
          open.add(channel);
          opened++;
        } else {
          connecting.add(channel);
        }
      } catch (IOException refused) {
        end(channel);
      }
    }
    while (open.size() > attack.mostOpen()) {
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
