package io.github.servletexporter.listener;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The status page in the web application. Thread-safe.
 *
 * <p>{@link ServletExporter} maps it to {@code /status/*} with {@code status=app}; in web.xml map
 * it to any pattern that ends with {@code /status/*}. Answers 404 when the page is off.
 */
public final class StatusServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet; it finds what it serves in the servlet context. */
  public StatusServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageAnswer.send(getServletContext(), Pages::status, request, response);
  }

  /** The page leaves the body out by itself. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }
}
