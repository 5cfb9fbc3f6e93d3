package io.github.servletexporter.sharing.merge;

/** A merge took longer than it may. Unchecked, so that it passes through whoever reads members. */
public final class MergeTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MergeTimeoutException(String message) {
    super(message);
  }
}
