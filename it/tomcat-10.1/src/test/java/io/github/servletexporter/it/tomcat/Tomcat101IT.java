package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.ContainerSuite;

/** Everything on the newest Tomcat 10.1. */
final class Tomcat101IT extends ContainerSuite {
  Tomcat101IT() {
    super(new TomcatContainer("tomcat-10.1"));
  }
}
