package io.github.servletexporter.listener.server;

/** Exception for a request that the metrics port refuses before it reaches an endpoint. */
final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Creates an exception without a stack trace, which would only describe the parser.
   *
   * @param status status of the response
   * @param message text of the response; contains nothing that the client has sent
   */
  InvalidRequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
