package io.github.servletexporter.it.tomcat;

/** Everything on the newest Tomcat 10.1. */
final class Tomcat101IT extends TomcatSuite {
  Tomcat101IT() {
    super("tomcat-10.1");
  }
}
