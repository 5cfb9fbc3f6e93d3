package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.Endpoint;

/**
 * Servlet that serves the metrics of the web application. Thread-safe.
 *
 * <p>{@link ServletExporter} maps it to the configured {@code path}; in web.xml it can have any
 * mapping. Answers 404 when servlet-exporter is disabled or its listener is missing.
 */
public final class MetricsServlet extends PageServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet, which finds its page through the servlet context. */
  public MetricsServlet() {}

  @Override
  Endpoint endpoint(Pages pages) {
    return pages.scrape();
  }
}
