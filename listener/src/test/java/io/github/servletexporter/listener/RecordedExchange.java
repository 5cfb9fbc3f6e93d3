package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.Exchange;
import io.github.servletexporter.listener.endpoint.Peer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Request without a server that records its response. */
public final class RecordedExchange extends Exchange {

  public final Map<String, String> headers = new HashMap<>();
  public final ByteArrayOutputStream body = new ByteArrayOutputStream();
  public int status;
  public int contentLength;

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> requestHeaders = new HashMap<>();
  private Peer peer = Peer.of("192.0.2.1");

  public RecordedExchange(String method, String target) {
    this.method = method;
    int question = target.indexOf('?');
    path = question < 0 ? target : target.substring(0, question);
    query = question < 0 ? null : target.substring(question + 1);
  }

  public RecordedExchange with(String name, String value) {
    requestHeaders.put(name, value);
    return this;
  }

  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  public String unzipped() throws IOException {
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(body.toByteArray())).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  public RecordedExchange from(String address) {
    peer = Peer.of(address);
    return this;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public String getQueryString() {
    return query;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = requestHeaders.get(name);
    return Collections.enumeration(value == null ? List.of() : List.of(value));
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestPath() {
    return path;
  }

  @Override
  public void setHeader(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int statusCode, int length) {
    status = statusCode;
    contentLength = length;
    return body;
  }
}
