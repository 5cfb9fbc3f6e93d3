package io.github.servletexporter.listener.journal;

import java.io.IOException;

/** Destination of exceptions. Used by the journal's thread only. */
@FunctionalInterface
interface ExceptionSink {

  /**
   * Writes an exception.
   *
   * @throws IOException if it could not be written
   */
  void write(ExceptionRecord exception) throws IOException;
}
