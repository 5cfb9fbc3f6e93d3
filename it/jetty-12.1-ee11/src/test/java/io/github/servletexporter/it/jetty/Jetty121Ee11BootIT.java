package io.github.servletexporter.it.jetty;

/** The start of an application in the newest Jetty with Servlet 6.1. */
final class Jetty121Ee11BootIT extends JettyBootBehaviour {
  Jetty121Ee11BootIT() {
    super(new Ee11());
  }
}
