package io.github.servletexporter.it.jetty;

/** The end of the newest Jetty with Servlet 6.0. */
final class Jetty121Ee10StopIT extends JettyStopBehaviour {
  Jetty121Ee10StopIT() {
    super(new Ee10());
  }
}
