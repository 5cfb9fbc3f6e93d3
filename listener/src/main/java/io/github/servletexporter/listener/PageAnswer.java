package io.github.servletexporter.listener;

import io.github.servletexporter.listener.exposition.Endpoint;
import io.prometheus.metrics.exporter.servlet.jakarta.HttpExchangeAdapter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers a request to a servlet of ours with one of our pages. */
final class PageAnswer {

  private PageAnswer() {}

  /** Answers with a page of the application's runtime, 404 when there is none. */
  static void send(
      ServletContext context,
      Function<Pages, @Nullable Endpoint> page,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    MetricsRuntime runtime = MetricsRuntime.of(context);
    Endpoint endpoint = runtime == null ? null : page.apply(runtime.pages());
    if (endpoint == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      endpoint.handle(new HttpExchangeAdapter(request, response));
    }
  }
}
