package io.github.servletexporter.listener;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The scrape in the web application. Thread-safe.
 *
 * <p>{@link ServletExporter} maps it to the configured {@code path}; in web.xml map it where you
 * like. Answers 404 when servlet-exporter is off or has no listener.
 */
public final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet; it finds what it serves in the servlet context. */
  public MetricsServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageAnswer.send(getServletContext(), Pages::scrape, request, response);
  }

  /** The page leaves the body out by itself. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }
}
