package io.github.servletexporter.it.app;

/** Paths with parameters, and frameworks that name their route in a request attribute. */
final class Templates {
  private Templates() {}

  static void register(Paths paths) {
    Handler echoPath = (request, response) -> PlainText.write(response, "" + request.getPathInfo());
    paths.add("/users/*", echoPath);
    paths.add("/files/*", echoPath);
    paths.add("*.do", echoPath);
    paths.add(
        "/framework/*",
        (request, response) -> {
          request.setAttribute(request.getParameter("attribute"), request.getParameter("route"));
          PlainText.write(response, "routed");
        });
  }
}
