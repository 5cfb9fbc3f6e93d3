package io.github.servletexporter.it.standalone.bootapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;

/** Servlet that fails for lack of a database. */
public final class FailingServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  public void init() throws ServletException {
    try {
      connect();
    } catch (IllegalStateException e) {
      throw new ServletException("not initialised", e);
    }
  }

  private static void connect() {
    throw new IllegalStateException("no\ndatabase");
  }
}
