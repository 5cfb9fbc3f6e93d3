package io.github.servletexporter.filter.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
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

  long bytes() {
    return count.get();
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
   * container's own (Servlet 6.0, {@code ServletRequest.startAsync()}).
   */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
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

  private static final class CountedInput extends ServletInputStream {

    private final ServletInputStream input;
    private final ByteCount count;

    CountedInput(ServletInputStream input, ByteCount count) {
      this.input = input;
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int value = input.read();
      count.add(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = input.read(buffer, offset, length);
      count.add(read);
      return read;
    }

    @Override
    public int readLine(byte[] buffer, int offset, int length) throws IOException {
      int read = input.readLine(buffer, offset, length);
      count.add(read);
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = input.skip(bytes);
      count.add(skipped);
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return input.available();
    }

    @Override
    public void close() throws IOException {
      input.close();
    }

    @Override
    public boolean isFinished() {
      return input.isFinished();
    }

    @Override
    public boolean isReady() {
      return input.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      input.setReadListener(listener);
    }
  }
}
