package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.Endpoint;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Servlet that serves the status page. Thread-safe.
 *
 * <p>With {@code status=app} {@link ServletExporter} maps it to {@code /status/*}; in web.xml map
 * it to any pattern that ends with {@code /status/*}. Answers 404 when the page is off. A page that
 * needs a key receives it by POST.
 */
public final class StatusServlet extends PageServlet {

  private static final long serialVersionUID = 1L;

  /** Creates the servlet, which finds its page through the servlet context. */
  public StatusServlet() {}

  @Override
  @Nullable Endpoint endpoint(Pages pages) {
    return pages.status();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    MetricsRuntime runtime = MetricsRuntime.of(request.getServletContext());
    Pages pages = runtime == null ? null : runtime.pages();
    KeyLogin login = pages == null ? null : pages.keyLogin();
    if (login == null) {
      super.doPost(request, response); // which answers 405
    } else {
      login.logIn(request, response);
    }
  }
}
