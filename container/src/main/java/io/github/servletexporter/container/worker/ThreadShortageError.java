package io.github.servletexporter.container.worker;

/** Error thrown if the JVM cannot start a native thread for a worker, with heap memory left. */
public final class ThreadShortageError extends OutOfMemoryError {

  private static final long serialVersionUID = 1L;

  ThreadShortageError(OutOfMemoryError cause) {
    super(cause.getMessage());
    initCause(cause);
  }
}
