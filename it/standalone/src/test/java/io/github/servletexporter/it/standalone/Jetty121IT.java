package io.github.servletexporter.it.standalone;

import java.nio.file.Path;

/** Jetty 12.1 with Jakarta EE 11, the newest line. */
class Jetty121IT extends ServerTest implements JettyContracts {
  @Override
  public Path distribution() {
    return home("jetty121.home");
  }

  @Override
  public String environment() {
    return "ee11";
  }

  @Override
  public int manyRequests() {
    return 100 * RecycledApp.MAX_REQUESTS;
  }
}
