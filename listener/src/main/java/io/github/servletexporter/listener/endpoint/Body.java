package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.base.SlowClientException;
import org.jspecify.annotations.Nullable;

/**
 * Body of one response, whose bytes may be those of other responses too and are never changed.
 * While it waits for its client, nothing else of the response refers to the bytes, so that they are
 * freed when it is revoked. Thread-safe.
 */
public final class Body {

  private static final byte[] NONE = {};

  private final int length;
  private byte @Nullable [] bytes;

  /** Creates a body of bytes that do not change any more. */
  public Body(byte[] bytes) {
    this.length = bytes.length;
    this.bytes = bytes;
  }

  /** Returns the number of bytes. */
  public int length() {
    return length;
  }

  /**
   * Returns the bytes, which are not to be changed.
   *
   * @throws SlowClientException if they are revoked
   */
  public synchronized byte[] bytes() throws SlowClientException {
    if (bytes == null) {
      throw new SlowClientException();
    }
    return bytes;
  }

  /**
   * Copies as many bytes as fit into a buffer.
   *
   * @return number of bytes
   * @throws SlowClientException if they are revoked
   */
  synchronized int copy(int offset, byte[] buffer) throws SlowClientException {
    int count = Math.min(buffer.length, length - offset);
    System.arraycopy(bytes(), offset, buffer, 0, count);
    return count;
  }

  /** Returns the bytes, none if they are revoked. */
  synchronized byte[] present() {
    return bytes == null ? NONE : bytes;
  }

  /** Gives the bytes up; the response cannot be completed any more. */
  synchronized void revoke() {
    bytes = null;
  }
}
