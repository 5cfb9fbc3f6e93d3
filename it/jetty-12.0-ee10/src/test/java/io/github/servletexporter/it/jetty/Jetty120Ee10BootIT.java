package io.github.servletexporter.it.jetty;

/** The start of an application in the oldest Jetty that is supported. */
final class Jetty120Ee10BootIT extends JettyBootBehaviour {
  Jetty120Ee10BootIT() {
    super(new Ee10());
  }
}
