package io.github.servletexporter.bench.stub;

import java.util.Enumeration;
import java.util.NoSuchElementException;

/** The one value of a header, as an enumeration that its owner hands out again for each request. */
@SuppressWarnings("JdkObsolete") // getHeaders() of the servlet API returns an Enumeration
final class SingleValue implements Enumeration<String> {
  /**
   * Keeps the state of two threads' requests off one cache line; else the stub would contend in the
   * filter's name.
   */
  private static final int PADDING_BYTES = 128;

  private final String value;
  private final boolean[] taken = new boolean[2 * PADDING_BYTES + 1];

  SingleValue(String value) {
    this.value = value;
  }

  SingleValue rewind() {
    taken[PADDING_BYTES] = false;
    return this;
  }

  String value() {
    return value;
  }

  @Override
  public boolean hasMoreElements() {
    return !taken[PADDING_BYTES];
  }

  @Override
  public String nextElement() {
    if (taken[PADDING_BYTES]) {
      throw new NoSuchElementException();
    }
    taken[PADDING_BYTES] = true;
    return value;
  }
}
