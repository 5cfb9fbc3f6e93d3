package io.github.servletexporter.bench.stub;

import java.util.Enumeration;
import java.util.NoSuchElementException;

/** The one value of a header, as an enumeration that its owner hands out again for each request. */
@SuppressWarnings("JdkObsolete") // getHeaders() of the servlet API returns an Enumeration
final class SingleValue implements Enumeration<String> {
  private final String value;
  private boolean taken;

  SingleValue(String value) {
    this.value = value;
  }

  SingleValue rewind() {
    // Only a value that was read is written to: a filter that does not look pays for no store.
    if (taken) {
      taken = false;
    }
    return this;
  }

  String value() {
    return value;
  }

  @Override
  public boolean hasMoreElements() {
    return !taken;
  }

  @Override
  public String nextElement() {
    if (taken) {
      throw new NoSuchElementException();
    }
    taken = true;
    return value;
  }
}
