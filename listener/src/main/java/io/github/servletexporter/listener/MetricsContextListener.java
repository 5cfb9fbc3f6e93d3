package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listener that starts servlet-exporter with a web application and stops it with the application.
 *
 * <p>{@link ServletExporter} registers it. Where the container calls no initializers, as standalone
 * Jetty does without its annotations module, declare it in web.xml: it then also registers the
 * filter and the servlets that web.xml does not declare. If there are two instances, the first one
 * that the container calls does the work. The container calls it on one thread.
 */
public final class MetricsContextListener implements ServletContextListener {

  private static final Logger LOGGER = System.getLogger(MetricsContextListener.class.getName());
  private static final String NAME = "servlet-exporter";

  private final @Nullable Config registered;
  private @Nullable CloseStack parts;

  /** Creates the listener that reads the configuration when the web application starts. */
  public MetricsContextListener() {
    this.registered = null;
  }

  /** Creates the listener of an initializer that has registered filter and servlets. */
  MetricsContextListener(Config registered) {
    this.registered = registered;
  }

  /**
   * Starts servlet-exporter.
   *
   * @throws io.github.servletexporter.listener.config.ConfigException if the configuration is
   *     invalid; the web application does not start then
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

  /** Stops everything that this listener has started, whatever parts of it throw. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    CloseStack last = parts;
    parts = null;
    if (last != null) {
      last.close();
    }
    RecordLinkage.release();
  }

  private void open(ServletContext context, Config config) {
    CloseStack opened = CloseStack.logging(WebApps.of(context));
    parts = opened;
    Boot begun = opened.push("start", Boot.begin(context, config.get(ConfigKey.FAIL_FAST)));
    try {
      opened.push("runtime", MetricsRuntime.open(context, config, begun));
    } catch (RuntimeException | LinkageError e) {
      begun.failed(NAME, e);
      throw e;
    }
    begun.listenerCalled();
  }

  private static Config load(ServletContext context) {
    try {
      return WebAppConfig.load(context, List.of());
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
      // A listener that was added programmatically may not register anything (Servlet 6.0, section
      // 4.4).
      LOGGER.log(
          Level.WARNING,
          "{0}: MetricsContextListener was added programmatically and cannot register filter and"
              + " servlets; add ServletExporter instead, or register MetricsFilter and the servlets"
              + " as well",
          WebApps.of(context));
    }
    return config;
  }
}
