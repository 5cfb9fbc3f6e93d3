package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.ContainerSuite;

/** Everything on the newest Tomcat 11. */
final class Tomcat11IT extends ContainerSuite {
  Tomcat11IT() {
    super(new TomcatContainer("tomcat-11"));
  }
}
