package io.github.servletexporter.filter.body;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A response that counts the body bytes that are written to it, and forgets them when the body is
 * reset. As thread-safe as the response.
 */
final class CountedResponse extends HttpServletResponseWrapper {

  private final ByteCount count = new ByteCount();
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private volatile boolean errorSent;

  CountedResponse(HttpServletResponse response) {
    super(response);
  }

  /** Returns where the streams count. */
  ByteCount count() {
    return count;
  }

  /**
   * Returns what was written, or {@link BodySizes#UNKNOWN} when the container wrote the body: of an
   * error or a redirect.
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
   * Wraps the container's own writer, because asking it for one fixes the charset in the header
   * fields (Servlet 6.0, {@code ServletResponse.getWriter()}).
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
