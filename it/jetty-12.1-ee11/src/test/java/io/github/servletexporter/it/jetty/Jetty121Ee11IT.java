package io.github.servletexporter.it.jetty;

/** Everything on the newest Jetty with Servlet 6.1. */
final class Jetty121Ee11IT extends JettySuite {
  Jetty121Ee11IT() {
    super("jetty-12.1-ee11", new Ee11());
  }
}
