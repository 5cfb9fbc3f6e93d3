package io.github.servletexporter.listener.boot;

import jakarta.servlet.ServletContext;

/** The watch in a container that we have no eyes for: what the servlet API tells, and no more. */
final class UnknownContainer implements ContainerWatch {

  private final ServletContext context;
  private final StartReport report;

  UnknownContainer(ServletContext context, StartReport report) {
    this.context = context;
    this.report = report;
  }

  @Override
  public void listenerCalled() {
    report.started(() -> Registrations.of(context));
  }

  @Override
  public void close() {}
}
