package io.github.servletexporter.filter.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A request that counts the body bytes that are read from it. As thread-safe as the request. */
final class CountedRequest extends HttpServletRequestWrapper {

  private final HttpServletResponse response;
  private final ByteCount count = new ByteCount();
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;

  CountedRequest(HttpServletRequest request, HttpServletResponse response) {
    super(request);
    this.response = response;
  }

  /** Returns what was read, or {@link BodySizes#UNKNOWN} when the container read it for us. */
  long bytes() {
    return stream == null && reader == null ? BodySizes.UNKNOWN : count.get();
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (stream == null) {
      stream = new CountedInput(super.getInputStream(), count);
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      BufferedReader original = super.getReader();
      Charset charset = ByteCount.charset(getCharacterEncoding());
      reader = new BufferedReader(new CountedReader(original, charset, count));
    }
    return reader;
  }

  /**
   * Hands the counting pair to the asynchronous context, which would otherwise give out the
   * container's own (Servlet 6.0, {@code ServletRequest.startAsync()}). In a forward it does not:
   * Tomcat would dispatch back to the target of the forward instead of the first one.
   */
  @Override
  public AsyncContext startAsync() {
    return getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) == null
        ? super.startAsync(this, response)
        : super.startAsync();
  }

  private static final class CountedReader extends FilterReader {

    private final Charset charset;
    private final ByteCount count;

    CountedReader(Reader reader, Charset charset, ByteCount count) {
      super(reader);
      this.charset = charset;
      this.count = count;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        count.addEncoded(CharBuffer.wrap(buffer), offset, offset + read, charset);
      }
      return read;
    }
  }
}
