package io.github.servletexporter.it.standalone;

/** Tomcat 9, on which the exporter cannot work. */
class Tomcat9IT implements JavaxContract {
  @Override
  public TomcatServer startJavax() {
    return TomcatServer.start(ServerTest.home("tomcat9.home"));
  }
}
