package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigException;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.InvalidConfigAction;
import io.github.servletexporter.listener.config.LoadedConfig;
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

  /** Message of the exception for the container; the problems are in the log, once. */
  static final String NOT_STARTED =
      "servlet-exporter is not started: its configuration is invalid, see the log for the problems";

  private final @Nullable LoadedConfig registered;
  private @Nullable CloseStack parts;

  /** Creates the listener that reads the configuration when the web application starts. */
  public MetricsContextListener() {
    this.registered = null;
  }

  /** Creates the listener of an initializer that has registered filter and servlets. */
  MetricsContextListener(LoadedConfig registered) {
    this.registered = registered;
  }

  /**
   * Starts servlet-exporter.
   *
   * @throws IllegalStateException if the configuration is invalid and {@code
   *     on-invalid-configuration=refuse}; the web application does not start then
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (context.getAttribute(Instrumentation.ATTRIBUTE) != null) {
      return;
    }
    LoadedConfig loaded = registered != null ? registered : register(context);
    if (loaded.config().get(ConfigKey.ENABLED)) {
      open(context, loaded);
    } else {
      if (!loaded.isValid()) {
        DisabledRuntime.log(WebApps.of(context), loaded, null);
      }
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

  private void open(ServletContext context, LoadedConfig loaded) {
    CloseStack opened = CloseStack.logging(WebApps.of(context));
    parts = opened;
    Boot begun =
        opened.push("start", Boot.begin(context, loaded.config().get(ConfigKey.FAIL_FAST)));
    opened.push("runtime", runtime(context, loaded, begun));
    begun.listenerCalled();
  }

  private static AutoCloseable runtime(ServletContext context, LoadedConfig loaded, Boot begun) {
    if (!loaded.isValid()) {
      return DisabledRuntime.open(context, loaded, begun.readiness(), null);
    }
    Config config = loaded.config();
    try {
      return MetricsRuntime.open(context, config, begun);
    } catch (RuntimeException | LinkageError e) {
      if (config.get(ConfigKey.ON_INVALID_CONFIGURATION) == InvalidConfigAction.REFUSE) {
        throw refused(WebApps.of(context), begun, e);
      }
      return e instanceof ConfigException invalid
          ? DisabledRuntime.open(context, loaded.with(invalid.problems()), begun.readiness(), null)
          : DisabledRuntime.open(
              context,
              loaded.with(List.of("internal error: " + LogText.escaped(e))),
              begun.readiness(),
              e);
    }
  }

  /** Reports a failure once and returns the exception that stops the start. */
  private static IllegalStateException refused(WebApp webApp, Boot begun, Throwable failure) {
    IllegalStateException refused;
    if (failure instanceof ConfigException invalid) {
      LOGGER.log(Level.ERROR, "{0}: {1}", webApp, invalid.getMessage());
      refused = new IllegalStateException(NOT_STARTED);
    } else {
      refused = new IllegalStateException("servlet-exporter is not started", failure);
    }
    begun.failed(NAME, refused);
    return refused;
  }

  private static LoadedConfig load(ServletContext context) {
    try {
      return WebAppConfig.load(context, List::of);
    } catch (ConfigException e) {
      Boot.failedAtOnce(WebApps.of(context), NAME, e);
      throw new IllegalStateException(NOT_STARTED);
    }
  }

  private static LoadedConfig register(ServletContext context) {
    LoadedConfig loaded = load(context);
    try {
      ServletExporter.register(context, loaded);
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
    return loaded;
  }
}
