package io.github.servletexporter.springboot;

import io.github.servletexporter.listener.ServletExporter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration that starts servlet-exporter in every servlet application, as the first of all
 * initializers, so that its filter is outermost.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(ServletExporter.class)
public final class ServletExporterAutoConfiguration {

  /** Creates the configuration; called by Spring. */
  public ServletExporterAutoConfiguration() {}

  /** Returns the initializer that registers the filter, the listener and the servlets. */
  @Bean
  static ServletExporterInitializer servletExporterInitializer(
      ConfigurableEnvironment environment, ObjectProvider<ApplicationAvailability> availability) {
    return new ServletExporterInitializer(new BootFramework(environment, availability));
  }

  /** Returns the part that shuts down before the rest of the application. */
  @Bean
  static ShutdownLifecycle servletExporterShutdown(ServletExporterInitializer initializer) {
    return new ShutdownLifecycle(initializer::shutDown);
  }
}
