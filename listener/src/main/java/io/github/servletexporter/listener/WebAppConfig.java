package io.github.servletexporter.listener;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.config.ConfigException;
import io.github.servletexporter.listener.config.ConfigLoader;
import io.github.servletexporter.listener.config.FrameworkSettings;
import io.github.servletexporter.listener.config.LoadedConfig;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Configuration from a web application and its JVM.
 *
 * <p>Reading it takes few lambdas, each of which would be a class of its own in every web
 * application of a server.
 */
final class WebAppConfig {

  private static final Logger LOGGER = System.getLogger(WebAppConfig.class.getName());

  private WebAppConfig() {}

  /**
   * Loads the configuration of a web application for its start.
   *
   * @param framework settings that precede all others
   * @throws ConfigException if it is invalid and {@code on-invalid-configuration=refuse}
   */
  static LoadedConfig load(ServletContext context, Supplier<List<FrameworkSettings>> framework) {
    try {
      return loader(context, framework.get()).loadForStart();
    } catch (ConfigException e) {
      throw e;
    } catch (SecurityException e) {
      return LoadedConfig.unreadable(
          "servlet-exporter does not support a Java security manager; start the server without one"
              + " (Tomcat: without -security): "
              + LogText.escaped(e));
    } catch (RuntimeException | LinkageError e) {
      LOGGER.log(
          Level.WARNING,
          WebApps.of(context) + ": cannot read the configuration of servlet-exporter",
          LoggedFailure.of(e));
      return LoadedConfig.unreadable("the configuration cannot be read: " + LogText.escaped(e));
    }
  }

  private static ConfigLoader loader(ServletContext context, List<FrameworkSettings> framework) {
    Map<String, String> contextParameters = new HashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      contextParameters.put(name, context.getInitParameter(name));
    }
    return new ConfigLoader(
        framework,
        systemProperties(),
        System.getenv(),
        contextParameters,
        initParameters(context),
        WebApps.of(context).loader());
  }

  /** Returns whether a filter or servlet class is among registrations. */
  static boolean isRegistered(Class<?> type, Collection<? extends Registration> registrations) {
    for (Registration registration : registrations) {
      if (type.getName().equals(registration.getClassName())) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> initParameters(ServletContext context) {
    List<String> ours =
        List.of(
            MetricsFilter.class.getName(),
            MetricsServlet.class.getName(),
            AggregateServlet.class.getName(),
            StatusServlet.class.getName(),
            HealthServlet.class.getName());
    Map<String, String> parameters = new HashMap<>();
    try {
      addInitParameters(ours, context.getServletRegistrations().values(), parameters);
      addInitParameters(ours, context.getFilterRegistrations().values(), parameters);
    } catch (UnsupportedOperationException addedByProgram) {
      // A listener that was added programmatically may not see registrations (Servlet 6.0, section
      // 4.4).
    }
    return parameters;
  }

  private static void addInitParameters(
      List<String> ours,
      Collection<? extends Registration> registrations,
      Map<String, String> parameters) {
    for (Registration registration : registrations) {
      if (isOneOf(ours, registration)) {
        parameters.putAll(registration.getInitParameters());
      }
    }
  }

  /** Jetty returns null as the class of a servlet that is declared with a jsp-file. */
  private static boolean isOneOf(List<String> classNames, Registration registration) {
    String className = registration.getClassName();
    return className != null && classNames.contains(className);
  }

  private static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> texts = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      texts.put(name, properties.getProperty(name, ""));
    }
    return texts;
  }
}
