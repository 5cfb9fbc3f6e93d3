package io.github.servletexporter.filter.body;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Response that counts the bytes of the body that are written to it. A reset of the body resets the
 * count. As thread-safe as the wrapped response.
 */
final class CountedResponse extends HttpServletResponseWrapper {

  private final ByteCount count = new ByteCount();
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private volatile boolean errorSent;
  private volatile long declared = BodySizes.UNKNOWN;

  CountedResponse(HttpServletResponse response) {
    super(response);
  }

  /** Returns the counter that the stream and the writer add to. */
  ByteCount count() {
    return count;
  }

  /**
   * Returns the number of bytes that were written, up to the declared length, or {@link
   * BodySizes#UNKNOWN} if the container wrote the body. It does so for an error or a redirect, and
   * Jetty also for a body that does not reach its declared length.
   */
  long bytes() {
    long written = count.get();
    boolean redirect = getStatus() / 100 == 3 && getHeader("Location") != null;
    boolean tooShort = written < declared && !isCommitted();
    if (errorSent || redirect || tooShort) {
      return BodySizes.UNKNOWN;
    }
    return declared < 0 ? written : Math.min(written, declared);
  }

  @Override
  public void setContentLength(int length) {
    super.setContentLength(length);
    declare(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    super.setContentLengthLong(length);
    declare(length);
  }

  @Override
  public void setHeader(String name, String value) {
    super.setHeader(name, value);
    declare(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    super.addHeader(name, value);
    declare(name, value);
  }

  @Override
  public void setIntHeader(String name, int value) {
    super.setIntHeader(name, value);
    declare(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    super.addIntHeader(name, value);
    declare(name, Integer.toString(value));
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new CountedOutput(super.getOutputStream(), this);
    }
    return stream;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Wraps the writer of the container, because the call fixes the charset in the header fields
   * (Servlet 6.0, {@code ServletResponse.getWriter()}).
   */
  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      PrintWriter original = super.getWriter();
      writer = new CountedWriter(original, this);
    }
    return writer;
  }

  @Override
  public void reset() {
    super.reset();
    count.reset();
    stream = null;
    writer = null;
    declared = BodySizes.UNKNOWN;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    count.reset();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(status, message);
    errorSent = endsBody(status);
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    errorSent = endsBody(status);
  }

  /**
   * Returns whether the container replaces the body for an error. Jetty sends an interim response
   * for 102 and 103, and aborts the connection for -1.
   */
  private boolean endsBody(int status) {
    return isCommitted() || status < 0;
  }

  /** Keeps a declared length, because Tomcat does not return it before the commit. */
  private void declare(long length) {
    if (!isCommitted()) {
      declared = length;
    }
  }

  private void declare(String name, @Nullable String length) {
    if (BodySizes.CONTENT_LENGTH.equalsIgnoreCase(name)) {
      declare(length == null ? BodySizes.UNKNOWN : BodySizes.parse(length));
    }
  }
}
