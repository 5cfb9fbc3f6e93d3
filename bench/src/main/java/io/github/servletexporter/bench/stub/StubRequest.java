package io.github.servletexporter.bench.stub;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/items HTTP/1.1} with four headers, used again for every request of one thread.
 *
 * <p>Not thread-safe, like the request of a container. Its answers allocate nothing; an attribute
 * that a filter sets costs a map entry, as it does in a container.
 */
public final class StubRequest extends HttpServletRequestWrapper {
  private final ServletContext context = StubServletContext.of(Map.of());
  private final Map<String, SingleValue> headers = headers();
  private final Map<String, Object> attributes = new HashMap<>(64);

  /** Creates a request without attributes. */
  public StubRequest() {
    super(Unsupported.of(HttpServletRequest.class));
  }

  private static Map<String, SingleValue> headers() {
    // By exact name: every filter under test asks for the usual spelling, and the stub's own work
    // shall be small.
    Map<String, SingleValue> headers = new HashMap<>(64);
    headers.put("Host", new SingleValue("localhost:8080"));
    headers.put("User-Agent", new SingleValue("bench/1.0"));
    headers.put("Accept", new SingleValue("*/*"));
    headers.put("Connection", new SingleValue("keep-alive"));
    return headers;
  }

  /** Forgets what the last request left behind, as a container does between two requests. */
  public void recycle() {
    if (!attributes.isEmpty()) {
      attributes.clear();
    }
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return "/api";
  }

  @Override
  public String getPathInfo() {
    return "/items";
  }

  @Override
  public String getRequestURI() {
    return "/api/items";
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return ApiMapping.INSTANCE;
  }

  @Override
  public ServletContext getServletContext() {
    return context;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public boolean isAsyncSupported() {
    return true;
  }

  @Override
  public int getContentLength() {
    return -1;
  }

  @Override
  public long getContentLengthLong() {
    return -1;
  }

  @Override
  public @Nullable String getHeader(String name) {
    SingleValue header = headers.get(name);
    return header == null ? null : header.value();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    SingleValue header = headers.get(name);
    return header == null ? Collections.emptyEnumeration() : header.rewind();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }
}
