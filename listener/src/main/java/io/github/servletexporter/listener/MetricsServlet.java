package io.github.servletexporter.listener;

import io.github.servletexporter.listener.exposition.Authenticator;
import io.prometheus.metrics.exporter.servlet.jakarta.HttpExchangeAdapter;
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
    MetricsRuntime runtime = MetricsRuntime.of(getServletContext());
    if (runtime == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (isAdmitted(runtime.authenticator(), request, response)) {
      response.setHeader("Cache-Control", "no-store");
      runtime.scrapes().handle(new HttpExchangeAdapter(request, response));
    }
  }

  /** The handler leaves the body out by itself. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }

  private static boolean isAdmitted(
      Authenticator authenticator, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (authenticator.admits(request.getHeader("Authorization"))) {
      return true;
    }
    for (String challenge : authenticator.challenges()) {
      response.addHeader("WWW-Authenticate", challenge);
    }
    response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    return false;
  }
}
