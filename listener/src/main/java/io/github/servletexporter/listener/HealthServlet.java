package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Servlet that answers the health checks. Thread-safe.
 *
 * <p>With {@code health=app} {@link ServletExporter} maps it; in web.xml map it to patterns that
 * end with {@code /-/healthy} and {@code /-/ready}. Answers 404 when the health checks are off.
 */
public final class HealthServlet extends PageServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet, which finds its page through the servlet context. */
  public HealthServlet() {}

  @Override
  @Nullable Endpoint endpoint(Pages pages) {
    return pages.health();
  }
}
