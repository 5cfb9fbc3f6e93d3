package io.github.servletexporter.base;

import java.io.IOException;

/**
 * Exception that ends a response of servlet-exporter whose client reads it too slowly. Counts as an
 * abort by the client.
 */
public final class SlowClientException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception without a stack trace, which would only show this product's code. */
  public SlowClientException() {
    super("the client has not read the response in time");
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
