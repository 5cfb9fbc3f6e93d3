package io.github.servletexporter.listener;

import io.github.servletexporter.listener.config.LoadedConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link ServletExporter} does where the container runs no initializers: standalone Jetty
 * without its annotations module.
 *
 * <p>The drop-in jar's web-fragment.xml declares it, and a declared listener may still register
 * filters and servlets. After an initializer it does nothing. The container calls it on one thread.
 */
public final class DropInListener implements ServletContextListener {

  private @Nullable MetricsContextListener listener;

  /** Creates the listener; nothing starts before the web application does. */
  public DropInListener() {}

  /**
   * Registers and starts everything, unless an initializer has registered it.
   *
   * @throws io.github.servletexporter.listener.config.ConfigException if the configuration is
   *     wrong; the web application does not start then
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (!ServletExporter.hasRegistered(context)) {
      LoadedConfig loaded = WebAppConfig.load(context);
      ServletExporter.register(context, loaded);
      listener = new MetricsContextListener(loaded);
      listener.contextInitialized(event);
    }
  }

  /** Ends what it has started. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (listener != null) {
      listener.contextDestroyed(event);
      listener = null;
    }
  }
}
