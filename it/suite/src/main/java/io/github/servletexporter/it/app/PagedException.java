package io.github.servletexporter.it.app;

/** Exception for which the application has an error page. */
final class PagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PagedException() {
    super("has an error page");
  }
}
