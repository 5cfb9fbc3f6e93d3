package io.github.servletexporter.container.worker;

/** Error that the JVM could not start a native thread for a new worker. Memory is not exhausted. */
public final class ThreadShortageError extends OutOfMemoryError {

  private static final long serialVersionUID = 1L;

  ThreadShortageError(OutOfMemoryError cause) {
    super(cause.getMessage());
    initCause(cause);
  }
}
