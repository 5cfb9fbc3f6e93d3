package io.github.servletexporter.it.standalone.bootapp;

import io.github.servletexporter.it.standalone.otherlibrary.TeapotFilter;
import jakarta.servlet.http.HttpServlet;

/** Servlet that needs a class which is not in the archive. */
public final class IncompleteServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  public void init() {
    log(new TeapotFilter().toString());
  }
}
