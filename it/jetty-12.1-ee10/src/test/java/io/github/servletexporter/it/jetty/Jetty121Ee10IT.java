package io.github.servletexporter.it.jetty;

/** Everything on the newest Jetty with Servlet 6.0. */
final class Jetty121Ee10IT extends JettySuite {
  Jetty121Ee10IT() {
    super("jetty-12.1-ee10", new Ee10());
  }
}
