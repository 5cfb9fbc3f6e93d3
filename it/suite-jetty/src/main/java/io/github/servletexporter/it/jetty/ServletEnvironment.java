package io.github.servletexporter.it.jetty;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Handler;

/** Makes web applications: the part of Jetty that ee10 and ee11 have each in their own package. */
@FunctionalInterface
public interface ServletEnvironment {
  /**
   * Makes a web application with a default servlet and the test application's error pages.
   *
   * @param contextPath its context path
   * @param directory what its default servlet serves
   * @param initializers who puts it together, in this order
   * @return the application, not started
   */
  Handler application(
      String contextPath, Path directory, List<ServletContainerInitializer> initializers);
}
