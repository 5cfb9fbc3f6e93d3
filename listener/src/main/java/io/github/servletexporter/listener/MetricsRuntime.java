package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Lazy;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.UniqueName;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.endpoint.PageKey;
import io.github.servletexporter.listener.server.MetricsPort;
import io.github.servletexporter.listener.session.SessionMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Composition root: everything that servlet-exporter runs in one web application, built in order
 * and closed in reverse. {@link Measurement} measures, {@link Presentation} shows the measurements;
 * it is built at the start if the configuration requires it, otherwise for the first page.
 *
 * <p>The listener opens and closes it; requests and scrapes use it from any thread.
 */
final class MetricsRuntime implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(MetricsRuntime.class.getName());
  private static final String ATTRIBUTE = "io.github.servletexporter.runtime";

  private final Instant startTime = Instant.now();
  private final Config config;
  private final WebApp webApp;
  private final CloseStack parts;
  private final Measurement measurement;
  private final SessionMetrics sessions = new SessionMetrics(InstantSource.system());
  private final @Nullable PageKey pageKey;
  private final Lazy<Presentation> presentation;

  private MetricsRuntime(
      ServletContext context, WebApp webApp, Config config, Boot boot, CloseStack parts) {
    this.config = config;
    this.webApp = webApp;
    this.parts = parts;
    this.measurement =
        new Measurement(
            boot.container(), webApp, config, Ticker.system(), parts, boot.readiness()::draining);
    PageKey key = PageSettings.offersKey(config) ? PageKey.random() : null;
    this.pageKey = key;
    CloseStack shown = parts.push("presentation", CloseStack.logging(webApp));
    this.presentation =
        new Lazy<>(
            new Supplier<>() { // a lambda would load the class
              @Override
              public Presentation get() {
                return new Presentation(
                    config,
                    new Presentation.Sources(
                        context, webApp, boot, measurement, sessions, startTime, key),
                    shown);
              }
            });
    if (PageSettings.needPresentation(config)) {
      presentation.get().schedule();
    }
  }

  /**
   * Opens and starts the runtime of a web application that has none. If that fails, closes what is
   * built by then.
   */
  static MetricsRuntime open(ServletContext context, Config config, Boot boot) {
    WebApp unnamed = WebApps.of(context);
    UniqueName name = UniqueName.claim(boot.container().applicationName(unnamed.contextPath()));
    WebApp webApp = unnamed.named(name.text());
    CloseStack parts = CloseStack.logging(webApp);
    parts.push("name of the application", name);
    boolean opened = false;
    try {
      MetricsRuntime runtime = new MetricsRuntime(context, webApp, config, boot, parts);
      runtime.start(context, boot);
      opened = true;
      return runtime;
    } finally {
      if (!opened) {
        parts.close();
      }
    }
  }

  private void start(ServletContext context, Boot boot) {
    publish(context, Instrumentation.ATTRIBUTE, measurement.instrumenter());
    publish(context, ATTRIBUTE, this);
    // The drain comes on top of the stack: requests in flight need all that is below.
    measurement.start(parts);
    if (PageSettings.needPresentation(config)) {
      presentation.get().start();
    }
    measurement.startHooks();
    boot.readiness().whenReady(measurement.hooks()::ready);
    for (String warning : config.warnings()) {
      LOGGER.log(Level.WARNING, "{0}: {1}", webApp, warning);
    }
    LOGGER.log(Level.INFO, "{0}: servlet-exporter started with {1}", webApp, config);
    OpenPages.log(webApp, config, pageKey);
  }

  /**
   * Pushes first, because setting the attribute calls listeners of the application, which may
   * throw.
   */
  private void publish(ServletContext context, String attribute, Object value) {
    parts.push("context attribute " + attribute, () -> context.removeAttribute(attribute));
    context.setAttribute(attribute, value);
  }

  /** Returns the runtime of a web application, or null if it has none. */
  static @Nullable MetricsRuntime of(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof MetricsRuntime runtime ? runtime : null;
  }

  /** Returns the registry for embedded use. */
  PrometheusRegistry registry() {
    return presentation.get().collectors().registry();
  }

  SessionMetrics sessions() {
    return sessions;
  }

  Pages pages() {
    return presentation.get().pages();
  }

  ConfigWatch configWatch() {
    return presentation.get().configWatch();
  }

  NotReady notReady() {
    return presentation.get().notReady();
  }

  MetricsPort metricsPort() {
    return presentation.get().metricsPort();
  }

  /** Prepares the stop of the web application; returns when it has drained. */
  void shutDown() {
    measurement.watch().shutDown();
  }

  /** Closes all parts in reverse, whatever one of them throws. May be repeated. */
  @Override
  public void close() {
    parts.close();
    LOGGER.log(Level.INFO, "{0}: servlet-exporter stopped", webApp);
  }
}
