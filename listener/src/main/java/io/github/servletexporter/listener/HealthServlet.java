package io.github.servletexporter.listener;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Health and readiness in the web application. Thread-safe.
 *
 * <p>{@link ServletExporter} maps it with {@code health=app}; in web.xml map it to patterns that
 * end with {@code /-/healthy} and {@code /-/ready}. Answers 404 when they are off.
 */
public final class HealthServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet; it finds what it serves in the servlet context. */
  public HealthServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageAnswer.send(getServletContext(), Pages::health, request, response);
  }

  /** The page leaves the body out by itself. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }
}
