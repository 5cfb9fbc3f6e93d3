package io.github.servletexporter.listener.journal;

import java.io.IOException;

/** Where exceptions are written to. Used by the journal's thread only. */
@FunctionalInterface
interface ExceptionSink {

  /**
   * Writes of an exception.
   *
   * @throws IOException if it could not be written
   */
  void write(ExceptionRecord exception) throws IOException;
}
