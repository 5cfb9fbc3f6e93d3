package io.github.servletexporter.it.standalone;

/** Tomcat 10.1, the oldest line that is supported. */
class Tomcat10IT extends ServerTest implements TomcatContracts {
  @Override
  public TomcatServer start() {
    return TomcatServer.start(home("tomcat10.home"));
  }
}
