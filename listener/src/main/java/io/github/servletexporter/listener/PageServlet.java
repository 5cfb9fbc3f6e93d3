package io.github.servletexporter.listener;

import io.github.servletexporter.filter.route.OwnPage;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.endpoint.Outbox;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Servlet that answers with one of servlet-exporter's pages, or with 404 if the web application has
 * no such page. Thread-safe.
 */
abstract sealed class PageServlet extends HttpServlet
    permits AggregateServlet, HealthServlet, MetricsServlet, StatusServlet {

  private static final long serialVersionUID = 1L;

  PageServlet() {}

  /** Returns whether one of our servlets has answered a request. */
  static boolean hasAnswered(HttpServletRequest request) {
    return request.getAttribute(OwnPage.ANSWERED) != null;
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.setAttribute(OwnPage.ANSWERED, true);
    super.service(request, response);
  }

  /** Returns the endpoint of the page, or null if the page is off. */
  abstract @Nullable Endpoint endpoint(Pages pages);

  @Override
  protected final void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletContext context = request.getServletContext();
    Endpoint endpoint = endpoint(context);
    if (endpoint == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      ServletExchange.answer(endpoint, request, response, outbox(context));
    }
  }

  private @Nullable Endpoint endpoint(ServletContext context) {
    MetricsRuntime runtime = MetricsRuntime.of(context);
    if (runtime != null) {
      return endpoint(runtime.pages());
    }
    DisabledRuntime disabled = DisabledRuntime.of(context);
    return disabled == null ? null : disabled.endpoint(this);
  }

  private static Outbox outbox(ServletContext context) {
    MetricsRuntime runtime = MetricsRuntime.of(context);
    return runtime == null ? new Outbox() : runtime.pages().outbox();
  }

  /** The endpoint itself omits the body of an answer to HEAD. */
  @Override
  protected final void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }
}
