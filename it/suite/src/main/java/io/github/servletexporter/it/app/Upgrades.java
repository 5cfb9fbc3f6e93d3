package io.github.servletexporter.it.app;

/** Connection that is upgraded to another protocol. */
final class Upgrades {
  private Upgrades() {}

  static void register(Paths paths) {
    paths.add(
        "/upgrade",
        (request, response) -> {
          response.setHeader("Connection", "Upgrade");
          response.setHeader("Upgrade", GreetingHandler.PROTOCOL);
          response.setStatus(101);
          request.upgrade(GreetingHandler.class);
        });
  }
}
