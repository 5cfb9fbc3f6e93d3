package io.github.servletexporter.listener.server;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adapter of a request and response of the JDK's HTTP server to client_java. Not thread-safe. */
final class JdkExchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  private static final String HEAD = "HEAD";
  private static final int NO_BODY = -1;
  private static final int INTERNAL_SERVER_ERROR = 500;

  private final HttpExchange exchange;
  private @Nullable RuntimeException failure;

  JdkExchange(HttpExchange exchange) {
    this.exchange = exchange;
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
    return exchange.getRequestURI().getRawQuery();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(exchange.getRequestHeaders().getOrDefault(name, List.of()));
  }

  @Override
  public String getMethod() {
    return exchange.getRequestMethod();
  }

  @Override
  public String getRequestPath() {
    return exchange.getRequestURI().getPath();
  }

  @Override
  public void setHeader(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  /** Sends the headers; a length of 0 means unknown, a length of -1 that there is no body. */
  @Override
  public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) throws IOException {
    boolean body = contentLength != NO_BODY && !HEAD.equals(getMethod());
    exchange.sendResponseHeaders(statusCode, body ? contentLength : NO_BODY);
    return body ? exchange.getResponseBody() : OutputStream.nullOutputStream();
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

  /** Answers 500 without details, which belong in the log. */
  void fail() throws IOException {
    if (exchange.getResponseCode() == NO_BODY) {
      exchange.getResponseHeaders().clear();
      exchange.sendResponseHeaders(INTERNAL_SERVER_ERROR, NO_BODY);
    }
  }

  /** Ends the response; closes the connection if the response is missing or incomplete. */
  @Override
  public void close() {
    exchange.close();
  }
}
