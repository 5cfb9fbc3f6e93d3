package io.github.servletexporter.container;

/** No native thread could be started for a new worker; nothing else was short. */
public final class ThreadShortageError extends OutOfMemoryError {

  private static final long serialVersionUID = 1L;

  ThreadShortageError(OutOfMemoryError cause) {
    super(cause.getMessage());
    initCause(cause);
  }
}
