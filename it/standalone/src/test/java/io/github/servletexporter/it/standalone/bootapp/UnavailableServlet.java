package io.github.servletexporter.it.standalone.bootapp;

import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;

/** Servlet that reports itself as unavailable. */
public final class UnavailableServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  public void init() throws UnavailableException {
    throw new UnavailableException("closed for the winter");
  }
}
