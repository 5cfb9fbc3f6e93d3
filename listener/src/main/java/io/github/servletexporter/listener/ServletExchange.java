package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.Body;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.endpoint.Exchange;
import io.github.servletexporter.listener.endpoint.Outbox;
import io.github.servletexporter.listener.endpoint.Peer;
import io.github.servletexporter.listener.endpoint.ScrapeTimeout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Request to a servlet and the response to it. Not thread-safe. */
final class ServletExchange extends Exchange {

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Outbox outbox;

  /**
   * Creates an exchange.
   *
   * @param outbox sends the body of a whole response
   */
  ServletExchange(HttpServletRequest request, HttpServletResponse response, Outbox outbox) {
    this.request = request;
    this.response = response;
    this.outbox = outbox;
  }

  /**
   * Answers a request with an endpoint. Spares the servlet, which every application has, the
   * loading of this class before the first request.
   */
  static void answer(
      Endpoint endpoint, HttpServletRequest request, HttpServletResponse response, Outbox outbox)
      throws IOException {
    endpoint.handle(new ServletExchange(request, response, outbox));
  }

  @Override
  public Peer peer() {
    return Peer.of(request.getRemoteAddr());
  }

  @Override
  public void send(int status, Body body) throws IOException {
    OutputStream stream = sendHeadersAndGetBody(status, body.length());
    if (!isHead()) {
      outbox.send(peer(), ScrapeTimeout.nanos(this), body, stream);
    }
  }

  @Override
  public @Nullable String getQueryString() {
    return request.getQueryString();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return request.getHeaders(name);
  }

  @Override
  public String getMethod() {
    return request.getMethod();
  }

  @Override
  public String getRequestPath() {
    String info = request.getPathInfo();
    return request.getContextPath() + request.getServletPath() + (info == null ? "" : info);
  }

  @Override
  public void setHeader(String name, String value) {
    response.setHeader(name, value);
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int status, int contentLength) throws IOException {
    if (contentLength > 0) {
      response.setContentLength(contentLength);
    }
    response.setStatus(status);
    return response.getOutputStream();
  }
}
