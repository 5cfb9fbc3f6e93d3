package io.github.servletexporter.it.standalone;

import java.nio.file.Path;

/** Tomcat 11, the newest line. */
class Tomcat11IT extends ServerTest implements TomcatContracts, ManyApplicationsContract {
  @Override
  public Path distribution() {
    return home("tomcat11.home");
  }

  @Override
  public int manyRequests() {
    return 100 * RecycledApp.MAX_REQUESTS;
  }
}
