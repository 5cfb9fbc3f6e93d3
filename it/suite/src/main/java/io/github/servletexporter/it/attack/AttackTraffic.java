package io.github.servletexporter.it.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Traffic of an attack on a port of this machine: connections at a fixed rate that send the same
 * bytes and read nothing. Bounded in connections, rate and time.
 */
public final class AttackTraffic implements AutoCloseable {
  /** After a pause of its thread, the attack resumes at its rate and does not catch up. */
  private static final int MOST_AT_ONCE = 20;

  private static final int MOST_CONNECTING = 300;
  private static final int RECEIVE_BUFFER_BYTES = 4096;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Plan plan;
  private final Deque<SocketChannel> connecting = new ArrayDeque<>();
  private final Deque<SocketChannel> open = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "attack");
  private volatile boolean closed;
  private final AtomicInteger opened = new AtomicInteger();

  private AttackTraffic(Plan plan) {
    this.plan = plan;
  }

  /**
   * Starts the traffic.
   *
   * @param plan the clients and their target
   * @return the running traffic
   */
  public static AttackTraffic start(Plan plan) {
    AttackTraffic traffic = new AttackTraffic(plan);
    traffic.thread.start();
    return traffic;
  }

  /**
   * Returns the number of connections on which the bytes were sent.
   *
   * @return the number so far
   */
  public int opened() {
    return opened.get();
  }

  private void run() {
    long startNanos = System.nanoTime();
    long begun = 0;
    for (long passed = 0; !closed && passed < LONGEST_NANOS; passed = since(startNanos)) {
      long due = (long) (passed / 1e9 * plan.perSecond());
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
      channel.bind(new InetSocketAddress(plan.attacker(), 0));
      channel.connect(plan.target());
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
          channel.write(ByteBuffer.wrap(plan.sent().getBytes(US_ASCII)));
          open.add(channel);
          opened.incrementAndGet();
        } else {
          connecting.add(channel);
        }
      } catch (IOException refused) {
        end(channel);
      }
    }
    while (open.size() > plan.mostOpen()) {
      end(open.poll());
    }
  }

  private static void end(@Nullable SocketChannel channel) {
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

  /**
   * Clients of an attack and their target.
   *
   * @param attacker the address of the clients
   * @param target the address and the port of the server
   * @param sent what each connection sends, in ASCII
   * @param perSecond the number of connections per second
   * @param mostOpen the number of connections beyond which the oldest is closed
   */
  public record Plan(
      String attacker, InetSocketAddress target, String sent, int perSecond, int mostOpen) {}
}
