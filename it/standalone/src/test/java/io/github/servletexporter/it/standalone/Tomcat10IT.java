package io.github.servletexporter.it.standalone;

import java.nio.file.Path;

/** Tomcat 10.1, the oldest line that is supported. */
class Tomcat10IT extends ServerTest implements TomcatContracts {
  @Override
  public Path distribution() {
    return home("tomcat10.home");
  }
}
