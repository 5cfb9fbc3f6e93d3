package io.github.servletexporter.listener;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
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
public final class RecordedExchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  public final Map<String, String> headers = new HashMap<>();
  public final ByteArrayOutputStream body = new ByteArrayOutputStream();
  public int status;
  public int contentLength;

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> requestHeaders = new HashMap<>();

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

  @Override
  public PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return this;
  }

  @Override
  public void handleException(IOException e) throws IOException {
    throw e;
  }

  @Override
  public void handleException(RuntimeException e) {
    throw e;
  }

  @Override
  public void close() {}

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
