package io.github.servletexporter.bundle;

import io.github.servletexporter.filter.MetricsFilter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWarDeployment;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/**
 * Notice in the log of an executable Spring Boot jar that contains this jar and not the starter.
 *
 * <p>Spring Boot calls no initializers of the class path there, so nothing of servlet-exporter
 * starts. Spring Boot finds this class as an auto-configuration; it registers nothing. Nothing else
 * loads the class, so that Spring is not needed.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnNotWarDeployment
@ConditionalOnMissingClass("io.github.servletexporter.springboot.ServletExporterAutoConfiguration")
public final class SpringBootNotice {

  /** Logs the notice unless the application has registered the filter itself; called by Spring. */
  public SpringBootNotice(ObjectProvider<ServletContext> application) {
    if (application.stream().noneMatch(SpringBootNotice::hasFilter)) {
      logger()
          .log(
              Level.WARNING,
              "servlet-exporter is NOT active: Spring Boot does not start servlet-exporter-bundle"
                  + " in an executable jar. Replace the dependency with"
                  + " servlet-exporter-spring-boot-starter.");
    }
  }

  private static boolean hasFilter(ServletContext application) {
    return application.getFilterRegistrations().values().stream()
        .map(FilterRegistration::getClassName)
        .anyMatch(MetricsFilter.class.getName()::equals);
  }

  private static Logger logger() {
    return System.getLogger(SpringBootNotice.class.getName());
  }
}
