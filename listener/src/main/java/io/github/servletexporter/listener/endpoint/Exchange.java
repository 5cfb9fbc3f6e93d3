package io.github.servletexporter.listener.endpoint;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Request to one of servlet-exporter's pages and the response to it. Not thread-safe. */
public abstract class Exchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  /** Length of a response without a body. */
  protected static final int NO_BODY = -1;

  private static final String HEAD = "HEAD";

  /** Creates an exchange without a response. */
  protected Exchange() {}

  /** Returns the client, which is a proxy if it hides the address of its own client. */
  public abstract Peer peer();

  /**
   * Sends a whole response, without its body if the request is a HEAD. The header fields have to be
   * set before.
   */
  public void send(int status, Body body) throws IOException {
    int length = body.length();
    try (OutputStream stream = sendHeadersAndGetBody(status, length == 0 ? NO_BODY : length)) {
      if (!isHead()) {
        stream.write(body.bytes());
      }
    }
  }

  /** Returns whether the response is to have no body. */
  public final boolean isHead() {
    return HEAD.equals(getMethod());
  }

  @Override
  public final PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public final PrometheusHttpResponse getResponse() {
    return this;
  }

  @Override
  public final void handleException(IOException e) throws IOException {
    throw e;
  }

  @Override
  public final void handleException(RuntimeException e) {
    throw e;
  }

  @Override
  public void close() {
    // Most exchanges hold nothing open.
  }
}
