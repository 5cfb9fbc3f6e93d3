package io.github.servletexporter.sharing.merge;

/** Exception for a merge that exceeds its time limit. */
public final class MergeTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MergeTimeoutException(String message) {
    super(message);
  }
}
