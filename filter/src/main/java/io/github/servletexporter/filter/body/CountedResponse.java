package io.github.servletexporter.filter.body;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * A response that counts the body bytes that are written to it, and forgets them when the body is
 * reset. As thread-safe as the response.
 */
final class CountedResponse extends HttpServletResponseWrapper {

  private final ByteCount count = new ByteCount();
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  CountedResponse(HttpServletResponse response) {
    super(response);
  }

  long bytes() {
    return count.get();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new CountedOutput(super.getOutputStream(), count);
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
      writer = new CountedWriter(original, ByteCount.charset(getCharacterEncoding()), count);
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
    count.reset();
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    count.reset();
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    super.sendRedirect(location);
    count.reset();
  }

  private static final class CountedOutput extends ServletOutputStream {

    private final ServletOutputStream output;
    private final ByteCount count;

    CountedOutput(ServletOutputStream output, ByteCount count) {
      this.output = output;
      this.count = count;
    }

    @Override
    public void write(int value) throws IOException {
      output.write(value);
      count.add(1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      output.write(buffer, offset, length);
      count.add(length);
    }

    @Override
    public void flush() throws IOException {
      output.flush();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }

    @Override
    public boolean isReady() {
      return output.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      output.setWriteListener(listener);
    }
  }

  /** Everything a PrintWriter prints passes these four methods. */
  private static final class CountedWriter extends PrintWriter {

    private final Charset charset;
    private final ByteCount count;

    CountedWriter(PrintWriter writer, Charset charset, ByteCount count) {
      super(writer);
      this.charset = charset;
      this.count = count;
    }

    @Override
    public void write(int c) {
      super.write(c);
      count.addEncoded(String.valueOf((char) c), 0, 1, charset);
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
      super.write(buffer, offset, length);
      count.addEncoded(CharBuffer.wrap(buffer), offset, offset + length, charset);
    }

    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      count.addEncoded(text, offset, offset + length, charset);
    }

    /** The inherited one writes past {@link #write(String, int, int)}. */
    @Override
    public void println() {
      write(System.lineSeparator());
    }
  }
}
