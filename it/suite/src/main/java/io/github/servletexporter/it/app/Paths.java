package io.github.servletexporter.it.app;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;

/** The paths of one application that is being put together. */
final class Paths {
  private final ServletContext context;

  Paths(ServletContext context) {
    this.context = context;
  }

  /** Maps a pattern to a handler; the pattern names the servlet too. */
  void add(String pattern, Handler handler) {
    add(pattern, new HandlerServlet(handler));
  }

  void add(String pattern, HttpServlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet(pattern, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(pattern);
  }
}
