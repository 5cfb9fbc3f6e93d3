package io.github.servletexporter.listener.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exchange whose response is kept in memory until it is complete, so that an endpoint never waits
 * for its client. Not thread-safe.
 */
public abstract class MemoryExchange extends Exchange {

  private static final byte[] EMPTY = {};

  private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private int status;
  private int announced;
  private Written written = new Written(0);
  private byte[] whole = EMPTY;

  /** Creates an exchange without a response. */
  protected MemoryExchange() {}

  @Override
  public final void setHeader(String name, String value) {
    fields.put(name, value);
  }

  /** Starts the response; its length is counted, except that of the response to HEAD. */
  @Override
  public final OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
    status = statusCode;
    announced = contentLength;
    whole = EMPTY;
    written = new Written(isHead() ? 0 : Math.max(0, contentLength));
    return isHead() ? OutputStream.nullOutputStream() : written;
  }

  /** Keeps the bytes without copying them. */
  @Override
  public final void send(int statusCode, Body body) throws IOException {
    sendHeadersAndGetBody(statusCode, body.length());
    whole = isHead() ? EMPTY : body.bytes();
  }

  /** Returns the status, 0 if there is no response. */
  public final int status() {
    return status;
  }

  /** Returns the header fields of the response, by name, ignoring case; they can be changed. */
  public final Map<String, String> fields() {
    return fields;
  }

  /** Returns the length that the endpoint has given in advance, not positive if it has not. */
  public final int announcedLength() {
    return announced;
  }

  /** Returns the body of the response, not to be changed; none for HEAD. */
  public final byte[] bytes() {
    return whole.length > 0 ? whole : written.bytes();
  }

  /** Replaces the response by a status without fields and body. */
  protected final void replace(int statusCode) {
    sendHeadersAndGetBody(statusCode, 0);
    fields.clear();
  }

  /** Bytes that are not copied again if their number is known in advance. */
  private static final class Written extends ByteArrayOutputStream {

    Written(int size) {
      super(size);
    }

    byte[] bytes() {
      return count == buf.length ? buf : toByteArray();
    }
  }
}
