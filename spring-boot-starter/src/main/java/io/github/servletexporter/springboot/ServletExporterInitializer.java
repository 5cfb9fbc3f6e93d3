package io.github.servletexporter.springboot;

import io.github.servletexporter.listener.Framework;
import io.github.servletexporter.listener.ServletExporter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Initializer that registers servlet-exporter before every filter of the application, including
 * those of Spring Security and, in a war, Spring Boot's filter for error pages.
 *
 * <p>An executable jar has no other way: Spring Boot ignores the initializers of the class path
 * there.
 */
final class ServletExporterInitializer implements ServletContextInitializer, PriorityOrdered {

  private final ServletExporter exporter;

  ServletExporterInitializer(Framework framework) {
    this.exporter = new ServletExporter(framework);
  }

  @Override
  public void onStartup(ServletContext context) throws ServletException {
    exporter.onStartup(Set.of(), context);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  /** Prepares the stop of the application; returns when that is done. */
  void shutDown() {
    exporter.shutDown();
  }

  /** Returns why the application should not be sent requests; empty if it should. */
  List<String> notReady() {
    return exporter.notReady();
  }
}
