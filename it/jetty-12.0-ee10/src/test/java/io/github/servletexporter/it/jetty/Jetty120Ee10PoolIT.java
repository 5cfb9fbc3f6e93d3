package io.github.servletexporter.it.jetty;

/** The pools of the oldest Jetty that is supported. */
final class Jetty120Ee10PoolIT extends JettyPoolBehaviour {
  Jetty120Ee10PoolIT() {
    super(new Ee10());
  }
}
