package io.github.servletexporter.listener;

import io.github.servletexporter.filter.Instrumentation;
import io.github.servletexporter.listener.config.LoadedConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.jspecify.annotations.Nullable;

/**
 * Starts servlet-exporter with a web application and ends it with it.
 *
 * <p>Declare it in web.xml, or let {@link ServletExporter} register it; with both, the first to be
 * called does the work. The container calls it on one thread.
 */
public final class MetricsContextListener implements ServletContextListener {

  private @Nullable LoadedConfig loaded;
  private @Nullable MetricsRuntime runtime;

  /** Creates the listener that reads the configuration when the web application starts. */
  public MetricsContextListener() {}

  MetricsContextListener(LoadedConfig loaded) {
    this.loaded = loaded;
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
    LoadedConfig config = loaded != null ? loaded : WebAppConfig.load(context);
    if (config.config().enabled()) {
      runtime = MetricsRuntime.open(context, config);
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
    loaded = null;
  }
}
