package io.github.servletexporter.listener;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The scrape of all members of a shared store, in the web application. Thread-safe.
 *
 * <p>{@link ServletExporter} maps it to the configured {@code aggregate-path}; in web.xml map it
 * where you like. Answers 404 when servlet-exporter is off or shares no store.
 */
public final class AggregateServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet; it finds what it serves in the servlet context. */
  public AggregateServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageAnswer.send(getServletContext(), Pages::aggregate, request, response);
  }

  /** The page leaves the body out by itself. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }
}
