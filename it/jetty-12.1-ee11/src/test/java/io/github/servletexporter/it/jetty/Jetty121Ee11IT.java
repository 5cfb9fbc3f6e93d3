package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.behaviour.ContainerSuite;

/** Everything on the newest Jetty with Servlet 6.1. */
final class Jetty121Ee11IT extends ContainerSuite {
  Jetty121Ee11IT() {
    super(new JettyContainer("jetty-12.1-ee11", new Ee11()));
  }
}
