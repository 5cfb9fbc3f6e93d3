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

  CountedResponse(HttpServletResponse response) {
    super(response);
  }

  /** Returns the counter that the stream and the writer add to. */
  ByteCount count() {
    return count;
  }

  /**
   * Returns the number of bytes that were written, or {@link BodySizes#UNKNOWN} if the container
   * wrote the body, which it does for an error or a redirect.
   */
  long bytes() {
    boolean redirect = getStatus() / 100 == 3 && getHeader("Location") != null;
    return errorSent || redirect ? BodySizes.UNKNOWN : count.get();
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
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    count.reset();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(status, message);
    errorSent = true;
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    errorSent = true;
  }
}
