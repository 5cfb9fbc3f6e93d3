package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Servlet that serves the merged view of all instances in a shared store. Thread-safe.
 *
 * <p>{@link ServletExporter} maps it to the configured {@code aggregate-path}; in web.xml it can
 * have any mapping. Answers 404 when servlet-exporter is disabled or the application uses no shared
 * store.
 */
public final class AggregateServlet extends PageServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet, which finds its page through the servlet context. */
  public AggregateServlet() {}

  @Override
  @Nullable Endpoint endpoint(Pages pages) {
    return pages.aggregate();
  }
}
