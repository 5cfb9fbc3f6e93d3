package io.github.servletexporter.it.app;

/** Requests whose parameters the container may refuse to read. */
final class Parameters {
  private Parameters() {}

  static void register(Paths paths) {
    paths.add(
        "/parameter",
        (request, response) -> PlainText.write(response, "p=" + request.getParameter("p")));
  }
}
