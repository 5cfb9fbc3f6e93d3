package io.github.servletexporter.it.tomcat;

/** Everything on the newest Tomcat 11. */
final class Tomcat11IT extends TomcatSuite {
  Tomcat11IT() {
    super("tomcat-11");
  }
}
