package io.github.servletexporter.filter.body;

import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.nio.charset.Charset;

/**
 * Writer of a response that counts the bytes of the text that is written to it. All other methods
 * call the overridden ones.
 */
final class CountedWriter extends PrintWriter {

  private final CountedResponse response;
  private final Charset charset;
  private final ByteCount count;
  private final boolean usesLocale;
  private boolean closed;

  CountedWriter(PrintWriter writer, CountedResponse response) {
    super(writer);
    this.response = response;
    this.charset = ByteCount.charset(response.getCharacterEncoding());
    this.count = response.count();
    this.usesLocale =
        ContainerMethods.overrides(
            writer, PrintWriter.class, "format", String.class, Object[].class);
  }

  @Override
  public void write(int c) {
    super.write(c);
    add(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    super.write(buffer, offset, length);
    add(CharBuffer.wrap(buffer), offset, length);
  }

  @Override
  public void write(String text, int offset, int length) {
    super.write(text, offset, length);
    add(text, offset, length);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The inherited method does not call {@link #write(String, int, int)}.
   */
  @Override
  public void println() {
    write(System.lineSeparator());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The writer of Jetty uses the locale of the response.
   */
  @Override
  public PrintWriter format(String format, Object... arguments) {
    return usesLocale
        ? format(response.getLocale(), format, arguments)
        : super.format(format, arguments);
  }

  @Override
  public void close() {
    super.close();
    closed = true;
  }

  private void add(CharSequence text, int offset, int length) {
    if (!closed) {
      count.addEncoded(text, offset, offset + length, charset);
    }
  }
}
