package io.github.servletexporter.it.tomcat;

/** Everything on the oldest Tomcat 10.1 that is supported. */
final class Tomcat101OldestIT extends TomcatSuite {
  Tomcat101OldestIT() {
    super("tomcat-10.1-oldest");
  }
}
