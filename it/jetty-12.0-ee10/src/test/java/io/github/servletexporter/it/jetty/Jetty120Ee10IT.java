package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.behaviour.ContainerSuite;

/** Everything on the oldest Jetty that is supported. */
final class Jetty120Ee10IT extends ContainerSuite {
  Jetty120Ee10IT() {
    super(new JettyContainer("jetty-12.0-ee10", new Ee10()));
  }
}
