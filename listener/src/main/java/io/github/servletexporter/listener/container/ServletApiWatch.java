package io.github.servletexporter.listener.container;

import jakarta.servlet.ServletContext;

/**
 * Start watch for unknown containers, which uses the servlet API alone: it reports no failures, and
 * treats the call of our context listener as the end of the start.
 */
public final class ServletApiWatch implements StartWatch {

  private final ServletContext context;
  private final StartListener listener;

  /** Creates the watch of a web application. */
  public ServletApiWatch(ServletContext context, StartListener listener) {
    this.context = context;
    this.listener = listener;
  }

  @Override
  public void listenerCalled() {
    listener.started(() -> Registrations.of(context));
  }

  @Override
  public void close() {}
}
