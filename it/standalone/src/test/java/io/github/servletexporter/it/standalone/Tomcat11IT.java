package io.github.servletexporter.it.standalone;

/** Tomcat 11, the newest line. */
class Tomcat11IT extends ServerTest implements TomcatContracts {
  @Override
  public TomcatServer start() {
    return TomcatServer.start(home("tomcat11.home"));
  }
}
