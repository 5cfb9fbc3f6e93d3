package io.github.servletexporter.it.standalone;

import java.nio.file.Path;

/** Jetty 12.0 with Jakarta EE 10, the oldest line that is supported. */
class Jetty120IT extends ServerTest implements JettyContracts {
  @Override
  public Path distribution() {
    return home("jetty120.home");
  }

  @Override
  public String environment() {
    return "ee10";
  }
}
