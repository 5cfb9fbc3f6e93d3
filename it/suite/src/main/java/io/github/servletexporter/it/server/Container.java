package io.github.servletexporter.it.server;

import jakarta.servlet.ServletContainerInitializer;
import java.util.List;

/** One servlet container in one version. */
public interface Container {
  /**
   * Names the container as the column of docs/behaviour.md and the test module do.
   *
   * @return a short name without blanks
   */
  String name();

  /**
   * Says whose code base it is, for the few places where the suite has to know.
   *
   * @return the family
   */
  Family family();

  /**
   * Says whether the container implements {@code HttpServletRequest.upgrade}.
   *
   * @return false when the method throws
   */
  boolean canUpgrade();

  /**
   * Starts a server on a free port of the loopback interface with one web application. The
   * application has the container's default servlet and the error pages of {@link
   * io.github.servletexporter.it.app.TestApp}.
   *
   * @param settings how the server is set up
   * @param initializers who puts the application together; called in this order
   * @return the running server
   * @throws Exception if it does not start
   */
  TestServer start(ServerSettings settings, List<ServletContainerInitializer> initializers)
      throws Exception;

  /** A code base. */
  enum Family {
    /** Apache Tomcat. */
    TOMCAT,
    /** Eclipse Jetty. */
    JETTY
  }
}
