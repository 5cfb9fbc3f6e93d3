package io.github.servletexporter.listener.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from and to a client, plain or encrypted, without waiting. For use by one thread, except
 * for the task.
 */
sealed interface Transport permits PlainTransport, TlsTransport {

  /**
   * Reads what has arrived.
   *
   * @return number of bytes; 0 if there are none yet, -1 if the client has closed its end
   */
  int read(ByteBuffer target) throws IOException;

  /**
   * Writes what the socket takes.
   *
   * @return whether everything is written
   */
  boolean write(ByteBuffer source) throws IOException;

  /** Returns work that has to be done on another thread before the next read, or null. */
  @Nullable Runnable task();

  /** Returns whether a read has to wait until the socket takes more bytes. */
  boolean isBlockedOnWrite();

  /** Tells the client that no more bytes follow. */
  void endOutput() throws IOException;

  /**
   * Reads and drops bytes that nobody wants.
   *
   * @return whether the client has closed its end
   */
  boolean discard(ByteBuffer scratch) throws IOException;

  /** Closes the connection; throws nothing. */
  void close();
}
