package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Servlet that serves the status page. Thread-safe.
 *
 * <p>With {@code status=app} {@link ServletExporter} maps it to {@code /status/*}; in web.xml map
 * it to any pattern that ends with {@code /status/*}. Answers 404 when the page is off.
 */
public final class StatusServlet extends PageServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet, which finds its page through the servlet context. */
  public StatusServlet() {}

  @Override
  @Nullable Endpoint endpoint(Pages pages) {
    return pages.status();
  }
}
