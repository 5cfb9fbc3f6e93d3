package io.github.servletexporter.bundle.check;

/** Error in the command line. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the error, for the user
   */
  UsageException(String message) {
    super(message);
  }
}
