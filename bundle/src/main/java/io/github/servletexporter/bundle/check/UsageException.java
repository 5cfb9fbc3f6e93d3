package io.github.servletexporter.bundle.check;

/** The command line is not understood; the message says what of it. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
