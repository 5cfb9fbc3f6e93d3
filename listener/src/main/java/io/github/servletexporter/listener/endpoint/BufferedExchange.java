package io.github.servletexporter.listener.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request that another application has received, and its response in memory. Both are maps of types
 * of the JDK, because the applications share no classes. Not thread-safe.
 */
public final class BufferedExchange extends MemoryExchange {

  static final String METHOD = ":method";
  static final String PATH = ":path";
  static final String QUERY = ":query";
  static final String PEER = ":peer";
  static final String STATUS = ":status";
  static final String BODY = ":body";

  /** Fields of the request that our pages read. */
  static final List<String> FIELDS =
      List.of("authorization", "accept-encoding", "if-none-match", "accept");

  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final byte[] EMPTY = {};

  private final Map<String, String> request;

  private BufferedExchange(Map<String, String> request) {
    this.request = request;
  }

  /** Returns a request in the form that {@link #answer} takes. */
  static Map<String, String> request(Exchange received, String path) {
    Map<String, String> request = new HashMap<>();
    request.put(METHOD, received.getMethod());
    request.put(PATH, path);
    request.put(PEER, received.peer().toString());
    String query = received.getQueryString();
    if (query != null) {
      request.put(QUERY, query);
    }
    for (String field : FIELDS) {
      String value = received.getHeader(field);
      if (value != null) {
        request.put(field, value);
      }
    }
    return request;
  }

  /**
   * Answers a request.
   *
   * @return status, header fields and, unless it is empty, the body
   */
  public static Map<String, Object> answer(Endpoint endpoint, Map<String, String> request) {
    BufferedExchange exchange = new BufferedExchange(request);
    try {
      endpoint.handle(exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> response = new HashMap<>(exchange.fields());
    if (exchange.status() != 0) {
      response.put(STATUS, exchange.status());
    }
    if (exchange.isHead() && exchange.announcedLength() > 0) {
      response.put("Content-Length", String.valueOf(exchange.announcedLength()));
    }
    if (exchange.bytes().length > 0) {
      response.put(BODY, exchange.bytes());
    }
    return response;
  }

  /** Sends a response that {@link #answer} has returned, in this or another version. */
  static void send(Exchange target, Map<?, ?> answer) throws IOException {
    answer.forEach(
        (name, value) -> {
          if (name instanceof String field && !field.startsWith(":") && value instanceof String v) {
            target.setHeader(field, v);
          }
        });
    int status = answer.get(STATUS) instanceof Integer given ? given : INTERNAL_SERVER_ERROR;
    target.send(status, new Body(answer.get(BODY) instanceof byte[] content ? content : EMPTY));
  }

  @Override
  public Peer peer() {
    return Peer.of(request.get(PEER));
  }

  @Override
  public @Nullable String getQueryString() {
    return request.get(QUERY);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = request.get(name.toLowerCase(Locale.ROOT));
    return Collections.enumeration(value == null ? List.of() : List.of(value));
  }

  @Override
  public String getMethod() {
    return request.getOrDefault(METHOD, "GET");
  }

  @Override
  public String getRequestPath() {
    return request.getOrDefault(PATH, "/");
  }
}
