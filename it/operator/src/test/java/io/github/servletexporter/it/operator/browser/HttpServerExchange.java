package io.github.servletexporter.it.operator.browser;

import com.sun.net.httpserver.HttpExchange;
import io.github.servletexporter.listener.endpoint.Exchange;
import io.github.servletexporter.listener.endpoint.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Request to the JDK's HTTP server as an exchange of our endpoints. */
final class HttpServerExchange extends Exchange {

  private final HttpExchange exchange;

  HttpServerExchange(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public Peer peer() {
    return Peer.of(exchange.getRemoteAddress().getAddress());
  }

  @Override
  public void close() {
    exchange.close();
  }

  @Override
  public String getQueryString() {
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

  @Override
  public OutputStream sendHeadersAndGetBody(int status, int contentLength) throws IOException {
    exchange.sendResponseHeaders(status, isHead() ? NO_BODY : contentLength);
    return exchange.getResponseBody();
  }
}
