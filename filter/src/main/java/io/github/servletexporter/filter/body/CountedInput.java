package io.github.servletexporter.filter.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Input stream of a request that counts the bytes that are read from it. */
final class CountedInput extends ServletInputStream {

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

  /**
   * Overrides the method of Servlet 6.1, whose default copies through an array and updates the
   * buffer differently.
   */
  public int read(ByteBuffer buffer) throws IOException {
    int read = ContainerMethods.read(input, buffer);
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
