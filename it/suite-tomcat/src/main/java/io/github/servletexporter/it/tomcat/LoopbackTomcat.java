package io.github.servletexporter.it.tomcat;

import java.nio.file.Path;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Embedded Tomcats that listen on a free port of the loopback address. */
public final class LoopbackTomcat {

  private LoopbackTomcat() {}

  /**
   * Prepares a Tomcat that has not been started.
   *
   * @param base an existing folder for its files
   */
  public static void prepare(Tomcat tomcat, Path base) {
    tomcat.setBaseDir(base.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
  }
}
