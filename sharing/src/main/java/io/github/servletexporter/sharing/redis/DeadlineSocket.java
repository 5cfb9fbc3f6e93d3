package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.merge.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Socket on which connecting, reading and writing end at a deadline, however slowly the peer sends
 * or reads. Each single wait is limited as well. An interrupt ends a wait, too.
 *
 * <p>A {@link Socket} of the JDK has no time limit for writes, and its limit for reads starts anew
 * with each byte. Therefore this one uses a channel that does not block, and a selector that waits.
 *
 * <p>Not thread-safe, except for {@link #close()}, which ends a wait at once.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock would delay the close
final class DeadlineSocket extends Socket {

  /** Size of a piece, because the JDK keeps a buffer of the size of the largest one per thread. */
  private static final int PIECE_BYTES = 1 << 14;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration timeout;
  private Deadline deadline;

  private DeadlineSocket(
      SocketChannel channel, Selector selector, Duration timeout, Deadline deadline)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.timeout = timeout;
    this.deadline = deadline;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    channel.configureBlocking(false);
    key = channel.register(selector, 0);
  }

  /**
   * Connects.
   *
   * @param timeout longest time of a single wait
   * @throws IOException if the connection is not established in time
   */
  static DeadlineSocket connect(InetSocketAddress address, Duration timeout, Deadline deadline)
      throws IOException {
    DeadlineSocket socket = unconnected(timeout, deadline);
    try {
      if (!socket.channel.connect(address)) {
        socket.await(SelectionKey.OP_CONNECT, "connect");
        socket.channel.finishConnect();
      }
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static DeadlineSocket unconnected(Duration timeout, Deadline deadline)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      Selector selector = Selector.open();
      try {
        return new DeadlineSocket(channel, selector, timeout, deadline);
      } catch (IOException | RuntimeException e) {
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Sets the deadline of what follows. */
  void limit(Deadline next) {
    deadline = next;
  }

  /** Returns whether there is something to read, or the peer has closed the connection. */
  boolean isReadable() throws IOException {
    try {
      key.interestOps(SelectionKey.OP_READ);
      return selector.selectNow(ready -> {}) > 0;
    } catch (CancelledKeyException | ClosedSelectorException e) {
      throw closed(e);
    }
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.wrap(bytes, offset, Math.min(length, PIECE_BYTES));
    while (true) {
      check("read");
      int read = channel.read(piece);
      if (read != 0 || length == 0) {
        return read;
      }
      await(SelectionKey.OP_READ, "read");
    }
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int next = offset; next < end; ) {
      check("write");
      int written = channel.write(ByteBuffer.wrap(bytes, next, Math.min(end - next, PIECE_BYTES)));
      next += written;
      if (written == 0) {
        await(SelectionKey.OP_WRITE, "write");
      }
    }
  }

  private void check(String operation) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
    if (deadline.nanosLeft() <= 0) {
      throw timedOut(operation);
    }
  }

  private void await(int readiness, String operation) throws IOException {
    check(operation);
    long nanos = Math.min(timeout.toNanos(), deadline.nanosLeft());
    try {
      key.interestOps(readiness);
      int ready =
          selector.select(selected -> {}, Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
      if (ready == 0) {
        if (isClosed()) {
          throw new SocketException("Socket closed");
        }
        check(operation);
        throw timedOut(operation);
      }
    } catch (CancelledKeyException | ClosedSelectorException e) {
      throw closed(e);
    }
  }

  private static SocketTimeoutException timedOut(String operation) {
    return new SocketTimeoutException(operation + " timed out");
  }

  private static SocketException closed(RuntimeException cause) {
    SocketException closed = new SocketException("Socket closed");
    closed.initCause(cause);
    return closed;
  }

  /** Closes the selector first, because that ends a wait of another thread. */
  @Override
  public void close() throws IOException {
    try {
      selector.close();
    } finally {
      channel.close();
    }
  }

  @Override
  public InputStream getInputStream() {
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() {
    return new Output();
  }

  /** Has no effect: the time limits are those of the constructor and of {@link #limit}. */
  @Override
  public void setSoTimeout(int millis) {}

  @Override
  public int getSoTimeout() {
    return (int) timeout.toMillis();
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
    return !channel.isOpen();
  }

  private final class Input extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return DeadlineSocket.this.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      DeadlineSocket.this.close();
    }
  }

  private final class Output extends OutputStream {

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      DeadlineSocket.this.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      DeadlineSocket.this.close();
    }
  }
}
