package io.github.servletexporter.it.jetty;

/** The pools of the newest Jetty with Servlet 6.1. */
final class Jetty121Ee11PoolIT extends JettyPoolBehaviour {
  Jetty121Ee11PoolIT() {
    super(new Ee11());
  }
}
