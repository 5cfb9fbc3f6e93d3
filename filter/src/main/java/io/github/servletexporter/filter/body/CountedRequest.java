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

/**
 * Request that counts the bytes of the body that are read from it. As thread-safe as the wrapped
 * request.
 */
final class CountedRequest extends HttpServletRequestWrapper {

  private final HttpServletResponse response;
  private final ByteCount count = new ByteCount();
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;

  CountedRequest(HttpServletRequest request, HttpServletResponse response) {
    super(request);
    this.response = response;
  }

  /**
   * Returns the number of bytes that were read, or {@link BodySizes#UNKNOWN} if the container read
   * the body, for example for form parameters.
   */
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
   * Starts asynchronous processing with the wrapped request and response. Otherwise the
   * asynchronous context would return those of the container (Servlet 6.0, {@code
   * ServletRequest.startAsync()}). In a forward it uses those of the container, because Tomcat
   * would dispatch to the target of the forward instead of the original servlet.
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
