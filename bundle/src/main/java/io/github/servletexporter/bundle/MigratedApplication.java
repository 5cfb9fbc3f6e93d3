package io.github.servletexporter.bundle;

import io.github.servletexporter.listener.ServletExporter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;

/**
 * Web application that a tool has migrated from {@code javax.servlet} to Jakarta, including this
 * jar. A class of its own, so that a javax container does not load the Jakarta classes.
 */
final class MigratedApplication {
  private MigratedApplication() {}

  /** Starts the exporter, whose service file the tool has replaced with that of the notice. */
  static void start(Object application) {
    try {
      new ServletExporter().onStartup(null, (ServletContext) application);
    } catch (ServletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
