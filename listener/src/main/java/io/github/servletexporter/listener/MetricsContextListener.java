package io.github.servletexporter.listener;

import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.Boot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Starts servlet-exporter with a web application and ends it with it.
 *
 * <p>{@link ServletExporter} registers it. Where the container runs no initializers, as standalone
 * Jetty without its annotations module, declare it in web.xml: it then registers filter and servlet
 * too, as far as web.xml has not. With both, the first to be called does the work. The container
 * calls it on one thread.
 */
public final class MetricsContextListener implements ServletContextListener {

  private static final Logger LOGGER = System.getLogger(MetricsContextListener.class.getName());
  private static final String NAME = "servlet-exporter";

  private final @Nullable Config registered;
  private @Nullable Boot boot;
  private @Nullable MetricsRuntime runtime;

  /** Creates the listener that reads the configuration when the web application starts. */
  public MetricsContextListener() {
    this.registered = null;
  }

  /** Creates the listener of an initializer that has registered filter and servlet. */
  MetricsContextListener(Config registered) {
    this.registered = registered;
  }

  /**
   * Starts everything.
   *
   * @throws io.github.servletexporter.listener.config.ConfigException if the configuration is
   *     wrong; the web application does not start then
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (context.getAttribute(Instrumentation.ATTRIBUTE) != null) {
      return;
    }
    Config config = registered != null ? registered : register(context);
    if (config.get(ConfigKey.ENABLED)) {
      open(context, config);
    } else {
      context.setAttribute(Instrumentation.ATTRIBUTE, Instrumentation.disabled());
    }
  }

  /** Ends what this listener has started. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
    if (boot != null) {
      boot.close();
      boot = null;
    }
    RecordLinkage.release();
  }

  private void open(ServletContext context, Config config) {
    Boot begun = Boot.begin(context, config.get(ConfigKey.FAIL_FAST));
    boot = begun;
    try {
      runtime = MetricsRuntime.open(context, config, begun);
    } catch (RuntimeException | LinkageError e) {
      begun.failed(NAME, e);
      throw e;
    }
    begun.listenerCalled();
  }

  private static Config load(ServletContext context) {
    try {
      return WebAppConfig.load(context);
    } catch (IllegalArgumentException e) {
      Boot.failedAtOnce(WebApps.of(context), NAME, e);
      throw e;
    }
  }

  private static Config register(ServletContext context) {
    Config config = load(context);
    try {
      ServletExporter.register(context, config);
    } catch (UnsupportedOperationException addedByProgram) {
      // A listener that a program has added may register nothing (Servlet 6.0, section 4.4).
      LOGGER.log(
          Level.WARNING,
          "{0}: MetricsContextListener was added by a program and can register neither filter nor"
              + " servlet; let the program call ServletExporter instead, or register both",
          WebApps.of(context));
    }
    return config;
  }
}
