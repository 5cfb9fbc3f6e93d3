package io.github.servletexporter.filter.body;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Output stream of a response that counts the bytes that are written to it until it is closed. */
final class CountedOutput extends ServletOutputStream {

  private final ServletOutputStream output;
  private final CountedResponse response;
  private final ByteCount count;
  private boolean closed;

  CountedOutput(ServletOutputStream output, CountedResponse response) {
    this.output = output;
    this.response = response;
    this.count = response.count();
  }

  @Override
  public void write(int value) throws IOException {
    output.write(value);
    count.add(closed ? 0 : 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    output.write(buffer, offset, length);
    count.add(closed ? 0 : length);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Jetty encodes the text in the charset of the response; the implementation of the API writes
   * one byte per character.
   */
  @Override
  public void print(String text) throws IOException {
    output.print(text);
    if (!closed) {
      boolean encodes =
          ContainerMethods.overrides(output, ServletOutputStream.class, "print", String.class);
      String charset = encodes ? response.getCharacterEncoding() : null;
      String printed = String.valueOf(text);
      count.addEncoded(printed, 0, printed.length(), ByteCount.charset(charset));
    }
  }

  @Override
  public void println(String text) throws IOException {
    print(text);
    println();
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  @Override
  public void close() throws IOException {
    output.close();
    closed = true;
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
