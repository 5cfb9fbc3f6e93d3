package io.github.servletexporter.it.jetty;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Handler;

/** Factory of web applications: the part of Jetty whose package differs between ee10 and ee11. */
@FunctionalInterface
public interface ServletEnvironment {
  /**
   * Creates a web application with a default servlet and the test application's error pages.
   *
   * @param contextPath the context path
   * @param directory the directory of its default servlet
   * @param initializers the initializers that assemble it, in this order
   * @return the application, not started
   */
  Handler application(
      String contextPath, Path directory, List<ServletContainerInitializer> initializers);
}
