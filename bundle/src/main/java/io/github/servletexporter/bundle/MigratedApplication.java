package io.github.servletexporter.bundle;

import io.github.servletexporter.listener.ServletExporter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;

/**
 * An application that a tool has moved from {@code javax.servlet} to Jakarta, this jar included. A
 * class of its own, so that a javax container never meets these names.
 */
final class MigratedApplication {
  private MigratedApplication() {}

  /**
   * Starts the exporter, whose own registration the tool has overwritten with that of the notice.
   */
  static void start(Object application) {
    try {
      new ServletExporter().onStartup(null, (ServletContext) application);
    } catch (ServletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
