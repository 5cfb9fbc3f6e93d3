package io.github.servletexporter.it.app;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;

/** Paths of an application under construction. */
final class Paths {
  private final ServletContext context;

  Paths(ServletContext context) {
    this.context = context;
  }

  /** Maps a pattern to a handler; the pattern is also the name of the servlet. */
  void add(String pattern, Handler handler) {
    add(pattern, new HandlerServlet(handler));
  }

  void add(String pattern, HttpServlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet(pattern, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(pattern);
  }
}
