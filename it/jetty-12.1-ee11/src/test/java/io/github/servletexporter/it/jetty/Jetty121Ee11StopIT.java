package io.github.servletexporter.it.jetty;

/** The end of the newest Jetty with Servlet 6.1. */
final class Jetty121Ee11StopIT extends JettyStopBehaviour {
  Jetty121Ee11StopIT() {
    super(new Ee11());
  }
}
