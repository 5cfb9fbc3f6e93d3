package io.github.servletexporter.listener.server;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Request to the metrics port and the response to it, which is kept until it is complete: an
 * endpoint never waits for its client. Not thread-safe.
 */
final class PortExchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  private static final String HEAD = "HEAD";
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final RequestHead head;
  private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Body body = new Body();
  private int status;
  private @Nullable RuntimeException failure;

  PortExchange(RequestHead head) {
    this.head = head;
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

  @Override
  public void setHeader(String name, String value) {
    fields.put(name, value);
  }

  /** Starts the response; its length is counted, except that of the response to HEAD. */
  @Override
  public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
    status = statusCode;
    if (!HEAD.equals(getMethod())) {
      return body;
    }
    if (contentLength > 0) {
      fields.put(CONTENT_LENGTH, String.valueOf(contentLength));
    }
    return OutputStream.nullOutputStream();
  }

  @Override
  public void handleException(IOException e) throws IOException {
    throw e;
  }

  @Override
  public void handleException(RuntimeException e) {
    failure = e;
  }

  /** Returns the exception of the endpoint, or null. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Replaces the response by a 500 without details, which belong in the log. */
  void fail() {
    status = INTERNAL_SERVER_ERROR;
    fields.clear();
    body.reset();
  }

  /** Returns the response; 500 if the endpoint has not answered. */
  Response response() {
    if (status == 0) {
      fail();
    }
    if (!HEAD.equals(getMethod()) && status != NO_CONTENT && status != NOT_MODIFIED) {
      fields.put(CONTENT_LENGTH, String.valueOf(body.size()));
    }
    return Response.of(status, fields, body.buffer(), head.last());
  }

  @Override
  public void close() {}

  /** Bytes that are sent without being copied again. */
  private static final class Body extends ByteArrayOutputStream {

    ByteBuffer buffer() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }
}
