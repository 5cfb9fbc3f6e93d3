package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.ContainerSuite;

/** Everything on the oldest Tomcat 10.1 that is supported. */
final class Tomcat101OldestIT extends ContainerSuite {
  Tomcat101OldestIT() {
    super(new TomcatContainer("tomcat-10.1-oldest"));
  }
}
