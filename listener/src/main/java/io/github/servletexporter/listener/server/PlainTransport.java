package io.github.servletexporter.listener.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Transport without encryption. */
final class PlainTransport implements Transport {

  /** The JDK copies what it writes to a buffer of that size, which it keeps. */
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final SocketChannel channel;

  PlainTransport(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public boolean write(ByteBuffer source) throws IOException {
    return writeAll(channel, source);
  }

  /** Writes until everything is written or the socket takes no more. */
  static boolean writeAll(SocketChannel channel, ByteBuffer source) throws IOException {
    int end = source.limit();
    try {
      while (source.position() < end) {
        source.limit(Math.min(end, source.position() + MOST_AT_ONCE));
        if (channel.write(source) == 0) {
          return false;
        }
      }
      return true;
    } finally {
      source.limit(end);
    }
  }

  @Override
  public @Nullable Runnable task() {
    return null;
  }

  @Override
  public boolean isBlockedOnWrite() {
    return false;
  }

  @Override
  public void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean discard(ByteBuffer scratch) throws IOException {
    return discard(channel, scratch);
  }

  /** Drops one buffer of bytes at most: the next ones can wait for the other connections. */
  static boolean discard(SocketChannel channel, ByteBuffer scratch) throws IOException {
    return channel.read(scratch.clear()) < 0;
  }

  @Override
  public void close() {
    close(channel);
  }

  static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is freed nevertheless.
    }
  }
}
