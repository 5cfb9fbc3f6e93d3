package io.github.servletexporter.it.jetty;

/** The pools of the newest Jetty with Servlet 6.0. */
final class Jetty121Ee10PoolIT extends JettyPoolBehaviour {
  Jetty121Ee10PoolIT() {
    super(new Ee10());
  }
}
