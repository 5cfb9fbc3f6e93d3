package io.github.servletexporter.filter.request;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Stub of a container's request. Calls that are not implemented fail. */
public class StubRequest extends HttpServletRequestWrapper {

  private static final ServletContext CONTEXT =
      (ServletContext)
          Proxy.newProxyInstance(
              ServletContext.class.getClassLoader(),
              new Class<?>[] {ServletContext.class},
              (proxy, called, arguments) -> {
                if (called.getName().equals("getServletRegistration")) {
                  return null;
                }
                throw new UnsupportedOperationException(called.toString());
              });

  private final Map<String, List<String>> headers = new HashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private String method = "GET";
  private String protocol = "HTTP/1.1";
  private String uri = "/";
  private HttpServletMapping mapping = new Mapping("/api/*");
  private DispatcherType dispatcherType = DispatcherType.REQUEST;

  public StubRequest() {
    super(unsupported(HttpServletRequest.class));
  }

  /** Returns an object all of whose methods fail. */
  static <T> T unsupported(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              throw new UnsupportedOperationException(called.toString());
            }));
  }

  public StubRequest method(String value) {
    method = value;
    return this;
  }

  public StubRequest protocol(String value) {
    protocol = value;
    return this;
  }

  public StubRequest uri(String value) {
    uri = value;
    return this;
  }

  public StubRequest pattern(String value) {
    mapping = new Mapping(value);
    return this;
  }

  public StubRequest dispatcherType(DispatcherType value) {
    dispatcherType = value;
    return this;
  }

  public StubRequest header(String name, String value) {
    headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>()).add(value);
    return this;
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getProtocol() {
    return protocol;
  }

  @Override
  public String getRemoteAddr() {
    return "127.0.0.1";
  }

  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return mapping;
  }

  /** Returns a context without servlets. */
  @Override
  public ServletContext getServletContext() {
    return CONTEXT;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return dispatcherType;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public long getContentLengthLong() {
    return -1;
  }

  @Override
  public Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  /** Returns a field; allocates nothing if the name is in lower case or the field is absent. */
  @Override
  public String getHeader(String name) {
    if (headers.isEmpty()) {
      return null;
    }
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? Collections.emptyEnumeration() : Collections.enumeration(values);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  private record Mapping(String pattern) implements HttpServletMapping {

    @Override
    public String getMatchValue() {
      return "";
    }

    @Override
    public String getPattern() {
      return pattern;
    }

    @Override
    public String getServletName() {
      return "servlet";
    }

    @Override
    public MappingMatch getMappingMatch() {
      return MappingMatch.PATH;
    }
  }
}
