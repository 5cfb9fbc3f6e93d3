package io.github.servletexporter.listener;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.WebApps;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Notice in the log of a war with the Spring Boot starter in which Spring Boot does not start it.
 *
 * <p>The initializer that the container finds leaves the registration to the starter, which alone
 * knows the settings of Spring Boot. The container calls it on one thread.
 */
final class StarterNotice implements ServletContextListener {

  private static final Logger LOGGER = System.getLogger(StarterNotice.class.getName());
  private static final String STARTER =
      "io/github/servletexporter/springboot/ServletExporterAutoConfiguration.class";

  /** Set where a framework has called an initializer, whatever its configuration says. */
  private static final String ATTRIBUTE = "io.github.servletexporter.framework";

  /** Returns whether the starter is on the class path of an application. */
  static boolean appliesTo(WebApp webApp) {
    return webApp.loader().getResource(STARTER) != null;
  }

  /** Notes that a framework has called an initializer. */
  static void startedByFramework(ServletContext context) {
    context.setAttribute(ATTRIBUTE, true);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (context.getAttribute(ATTRIBUTE) == null) {
      LOGGER.log(
          Level.WARNING,
          "{0}: servlet-exporter-spring-boot-starter is on the class path, but no Spring Boot"
              + " application has started it, so requests are not measured; use"
              + " servlet-exporter-bundle in other applications",
          WebApps.of(context));
    }
  }
}
