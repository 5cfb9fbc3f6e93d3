package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.behaviour.ContainerSuite;

/** Everything on the newest Jetty with Servlet 6.0. */
final class Jetty121Ee10IT extends ContainerSuite {
  Jetty121Ee10IT() {
    super(new JettyContainer("jetty-12.1-ee10", new Ee10()));
  }
}
