package io.github.servletexporter.listener.server;

import io.github.servletexporter.listener.endpoint.MemoryExchange;
import io.github.servletexporter.listener.endpoint.Peer;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Request to the metrics port and the response to it. Not thread-safe. */
final class PortExchange extends MemoryExchange {

  private static final String CONTENT_LENGTH = "Content-Length";
  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final RequestHead head;
  private final Peer peer;

  PortExchange(RequestHead head, Peer peer) {
    this.head = head;
    this.peer = peer;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public @Nullable String getQueryString() {
    return head.query();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(head.values(name));
  }

  @Override
  public String getMethod() {
    return head.method();
  }

  @Override
  public String getRequestPath() {
    return head.path();
  }

  /** Replaces the response by a 500 without details, which belong in the log. */
  void fail() {
    replace(INTERNAL_SERVER_ERROR);
  }

  /** Returns the response; 500 if the endpoint has not answered. */
  Response response() {
    if (status() == 0) {
      fail();
    }
    byte[] body = bytes();
    if (isHead()) {
      if (announcedLength() > 0) {
        setHeader(CONTENT_LENGTH, String.valueOf(announcedLength()));
      }
    } else if (status() != NO_CONTENT && status() != NOT_MODIFIED) {
      setHeader(CONTENT_LENGTH, String.valueOf(body.length));
    }
    return Response.of(status(), fields(), ByteBuffer.wrap(body), head.last());
  }
}
