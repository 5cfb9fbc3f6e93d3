package io.github.servletexporter.it.server;

import jakarta.servlet.ServletContainerInitializer;
import java.util.List;

/** One servlet container in one version. */
public interface Container {
  /**
   * Returns the name of the container in docs/behaviour.md and of its test module.
   *
   * @return a short name without blanks
   */
  String name();

  /**
   * Returns the code base, for the few places where the suite has to distinguish.
   *
   * @return the family
   */
  Family family();

  /**
   * Returns whether the container implements {@code HttpServletRequest.upgrade}.
   *
   * @return false if the method throws
   */
  boolean canUpgrade();

  /**
   * Starts a server on a free port of the loopback interface with one web application. The
   * application has the container's default servlet and the error pages of {@link
   * io.github.servletexporter.it.app.TestApp}.
   *
   * @param settings the settings of the server
   * @param initializers the initializers that assemble the application, called in this order
   * @return the running server
   * @throws Exception if it does not start
   */
  TestServer start(ContainerSettings settings, List<ServletContainerInitializer> initializers)
      throws Exception;

  /** Code base of a container. */
  enum Family {
    /** Apache Tomcat. */
    TOMCAT,
    /** Eclipse Jetty. */
    JETTY
  }
}
