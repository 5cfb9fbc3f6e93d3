package io.github.servletexporter.it.jetty;

/** The end of the oldest Jetty that is supported. */
final class Jetty120Ee10StopIT extends JettyStopBehaviour {
  Jetty120Ee10StopIT() {
    super(new Ee10());
  }
}
