package io.github.servletexporter.it.jetty;

/** The start of an application in the newest Jetty with Servlet 6.0. */
final class Jetty121Ee10BootIT extends JettyBootBehaviour {
  Jetty121Ee10BootIT() {
    super(new Ee10());
  }
}
