package io.github.servletexporter.listener.endpoint;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
public final class BufferedExchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  static final String METHOD = ":method";
  static final String PATH = ":path";
  static final String QUERY = ":query";
  static final String STATUS = ":status";
  static final String BODY = ":body";

  /** Fields of the request that our pages read. */
  static final List<String> FIELDS =
      List.of("authorization", "accept-encoding", "if-none-match", "accept");

  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int NO_BODY = -1;

  private final Map<String, String> request;
  private final Map<String, Object> response = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable RuntimeException failure;

  private BufferedExchange(Map<String, String> request) {
    this.request = request;
  }

  /** Returns a request in the form that {@link #answer} takes. */
  static Map<String, String> request(PrometheusHttpRequest received, String path) {
    Map<String, String> request = new HashMap<>();
    request.put(METHOD, received.getMethod());
    request.put(PATH, path);
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
    if (exchange.failure != null) {
      throw exchange.failure;
    }
    if (exchange.body.size() > 0) {
      exchange.response.put(BODY, exchange.body.toByteArray());
    }
    return exchange.response;
  }

  /** Sends a response that {@link #answer} has returned, in this or another version. */
  static void send(PrometheusHttpResponse target, Map<?, ?> answer) throws IOException {
    answer.forEach(
        (name, value) -> {
          if (name instanceof String field && !field.startsWith(":") && value instanceof String v) {
            target.setHeader(field, v);
          }
        });
    int status = answer.get(STATUS) instanceof Integer given ? given : INTERNAL_SERVER_ERROR;
    if (answer.get(BODY) instanceof byte[] content) {
      try (OutputStream stream = target.sendHeadersAndGetBody(status, content.length)) {
        stream.write(content);
      }
    } else {
      target.sendHeadersAndGetBody(status, NO_BODY);
    }
  }

  @Override
  public PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return this;
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

  @Override
  public void setHeader(String name, String value) {
    response.put(name, value);
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
    response.put(STATUS, statusCode);
    return getMethod().equals("HEAD") ? OutputStream.nullOutputStream() : body;
  }

  @Override
  public void handleException(IOException e) throws IOException {
    throw e;
  }

  @Override
  public void handleException(RuntimeException e) {
    failure = e;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
