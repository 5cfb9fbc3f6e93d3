package io.github.servletexporter.it.jetty;

/** Everything on the oldest Jetty that is supported. */
final class Jetty120Ee10IT extends JettySuite {
  Jetty120Ee10IT() {
    super("jetty-12.0-ee10", new Ee10());
  }
}
