package io.github.servletexporter.it.app;

/** Requests that are forwarded and included. */
final class Dispatches {
  private Dispatches() {}

  static void register(Paths paths) {
    paths.add(
        "/forward",
        (request, response) ->
            request.getRequestDispatcher(request.getParameter("to")).forward(request, response));
    paths.add(
        "/include",
        (request, response) -> {
          PlainText.write(response, "before ");
          request.getRequestDispatcher(request.getParameter("to")).include(request, response);
          PlainText.write(response, " after");
        });
  }
}
