package io.github.servletexporter.filter.request;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/** Stub of a response that records what is set. Calls that are not implemented fail. */
public class StubResponse extends HttpServletResponseWrapper {

  final Map<String, String> headers = new HashMap<>();
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  boolean committed;
  private int status = 200;

  public StubResponse() {
    super(StubRequest.unsupported(HttpServletResponse.class));
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int value) {
    status = value;
  }

  @Override
  public boolean isCommitted() {
    return committed;
  }

  @Override
  public String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public void setHeader(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public String getContentType() {
    return headers.get("Content-Type");
  }

  @Override
  public void setContentType(String type) {
    headers.put("Content-Type", type);
  }

  @Override
  public void setContentLength(int length) {
    headers.put("Content-Length", Integer.toString(length));
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void write(int value) {
        body.write(value);
      }
    };
  }
}
