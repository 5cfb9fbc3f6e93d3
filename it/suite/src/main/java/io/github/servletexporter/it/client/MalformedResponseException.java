package io.github.servletexporter.it.client;

import java.io.IOException;

/** Head of a response that is not HTTP, such as two heads that are mixed. */
public final class MalformedResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the line that was received in place of another
   */
  MalformedResponseException(String message) {
    super(message);
  }
}
