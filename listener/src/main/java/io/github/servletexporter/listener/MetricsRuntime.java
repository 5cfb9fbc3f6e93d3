package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Housekeeping;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.UniqueName;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.InternalErrors.Component;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.application.ApplicationMetrics;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Compatibility;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.endpoint.Authenticator;
import io.github.servletexporter.listener.endpoint.HealthEndpoint;
import io.github.servletexporter.listener.endpoint.ScrapeHandler;
import io.github.servletexporter.listener.exposition.ClientJavaHistogram;
import io.github.servletexporter.listener.exposition.GuardedCollector;
import io.github.servletexporter.listener.exposition.GunicornNames;
import io.github.servletexporter.listener.exposition.RenamingCollector;
import io.github.servletexporter.listener.jvm.JvmMetricsCollector;
import io.github.servletexporter.listener.server.MetricsPort;
import io.github.servletexporter.listener.session.SessionMetrics;
import io.github.servletexporter.listener.sharing.Sharing;
import io.github.servletexporter.listener.status.Identity;
import io.github.servletexporter.listener.status.StatusPages;
import io.github.servletexporter.listener.status.StatusSources;
import io.github.servletexporter.listener.union.SharedPort;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Composition root: everything that servlet-exporter runs in one web application, built in order
 * and closed in reverse. {@link Measurement} measures, the rest shows the measurements.
 *
 * <p>The listener opens and closes it; requests and scrapes use it from any thread.
 */
final class MetricsRuntime implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(MetricsRuntime.class.getName());
  private static final String ATTRIBUTE = "io.github.servletexporter.runtime";

  private final Config config;
  private final WebApp webApp;
  private final CloseStack parts;
  private final Measurement measurement;
  private final SessionMetrics sessions = new SessionMetrics(InstantSource.system());
  private final ApplicationMetrics application;
  private final Sharing sharing;
  private final NotReady notReady;
  private final Pages pages;
  private final @Nullable SharedPort sharedPort;
  private final MetricsPort metricsPort;

  private MetricsRuntime(
      ServletContext context, WebApp webApp, Config config, Boot boot, CloseStack parts) {
    this.config = config;
    this.webApp = webApp;
    this.parts = parts;
    Ticker ticker = Ticker.system();
    if (config.get(ConfigKey.EXEMPLARS) && webApp.owns(ClientJavaHistogram.class)) {
      parts.push("thread for exemplars", ClientJavaHistogram::stopExemplarThread);
    }
    this.measurement =
        new Measurement(
            boot.container(), webApp, config, ticker, parts, boot.readiness()::draining);
    Consumer<Throwable> onFailure = measurement.errors().of(Component.SCRAPE);
    GuardedCollector ours = new GuardedCollector(onFailure);
    measurement.sources().forEach(ours::add);
    ours.add(() -> MetricSnapshots.of(boot.collect()));
    if (config.get(ConfigKey.SESSIONS)) {
      ours.add(sessions::collect);
    }
    JvmMetricsCollector jvm =
        parts.push("JVM metrics", new JvmMetricsCollector(webApp.name(), onFailure));
    GuardedCollector local = new GuardedCollector(onFailure);
    local.add(ours::collect);
    jvm.sources().forEach(local::add);
    // Closed after the shared store, whose last publication contains them.
    this.application =
        parts.push(
            "metrics of the application",
            new ApplicationMetrics(
                webApp,
                () -> context.getAttribute(ApplicationMetrics.ATTRIBUTE),
                local::collect,
                jvm::all,
                measurement.errors().of(Component.APPLICATION)));
    GuardedCollector scraped = new GuardedCollector(onFailure);
    scraped.add(local::collect);
    GuardedCollector published = new GuardedCollector(onFailure);
    published.add(local::collect);
    if (config.get(ConfigKey.APPLICATION_METRICS)) {
      ours.add(application::omissions);
      scraped.add(application::collect);
      published.add(application::published);
    }
    UnaryOperator<MetricSnapshots> names = otherNames(config);
    // Closed before the JVM metrics and the journal, whose numbers the last publication contains.
    this.sharing =
        parts.push(
            "shared store",
            Sharing.of(
                webApp,
                config,
                () -> versions(measurement),
                published::collect,
                new Sharing.Shown(names, measurement.errors().of(Component.AGGREGATE))));
    ours.add(sharing::collect);
    this.notReady =
        new NotReady(
            boot.readiness(),
            measurement.watch()::stuckRequests,
            config.get(ConfigKey.READINESS_STUCK_LIMIT),
            sharing::problem);
    StatusPages statusPages =
        new StatusPages(
            identity(webApp, measurement.container()),
            new StatusSources(
                ours::collect,
                notReady,
                measurement.watch()::workers,
                measurement.journal()::latest,
                config::effectiveSettings,
                sharing::instances),
            InstantSource.system(),
            ticker);
    if (Pages.showStatus(config)) {
      measurement
          .watch()
          .schedule(
              new Housekeeping.Task("status", StatusPages.SAMPLE_PERIOD, statusPages::sample));
    }
    ScrapeHandler scrapes = new ScrapeHandler(new RenamingCollector(scraped, names, onFailure));
    GuardedCollector contributed = new GuardedCollector(onFailure);
    contributed.add(ours::collect);
    if (config.get(ConfigKey.APPLICATION_METRICS)) {
      contributed.add(application::collect);
    }
    RenamingCollector contribution = new RenamingCollector(contributed, names, onFailure);
    this.sharedPort =
        SharedPort.find(
                webApp,
                config,
                new SharedPort.Sources(
                    contribution::collect, jvm::all, measurement.errors().of(Component.SERVER)))
            .orElse(null);
    if (sharedPort != null) {
      parts.push("shared metrics port", sharedPort);
    }
    this.pages =
        new Pages(
            config,
            scrapes,
            sharedPort == null ? scrapes : new ScrapeHandler(sharedPort::collect),
            sharedPort,
            sharing.aggregate(),
            statusPages,
            this::health);
    this.metricsPort =
        parts.push(
            "metrics port",
            MetricsPort.of(
                webApp,
                config,
                pages.metricsPort(),
                measurement.errors().of(Component.SERVER),
                name -> sharedPort != null && sharedPort.isSharedWith(name)));
    ours.add(metricsPort::collect);
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

  private HealthEndpoint health(Authenticator authenticator) {
    return new HealthEndpoint(authenticator, notReady, notReady::broken, this::notice);
  }

  private Optional<String> notice() {
    return metricsPort.notice();
  }

  private void start(ServletContext context, Boot boot) {
    publish(context, Instrumentation.ATTRIBUTE, measurement.instrumenter());
    publish(context, ATTRIBUTE, this);
    // The drain comes on top of the stack: requests in flight need all that is below.
    measurement.start(parts);
    if (sharedPort != null) {
      sharedPort.join(pages.contributed(), metricsPort::retry);
    }
    metricsPort.start();
    sharing.start();
    measurement.startHooks();
    boot.readiness().whenReady(measurement.hooks()::ready);
    config.warnings().forEach(warning -> LOGGER.log(Level.WARNING, "{0}: {1}", webApp, warning));
    LOGGER.log(Level.INFO, "{0}: servlet-exporter started with {1}", webApp, config);
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
    return application.registry();
  }

  SessionMetrics sessions() {
    return sessions;
  }

  Pages pages() {
    return pages;
  }

  NotReady notReady() {
    return notReady;
  }

  MetricsPort metricsPort() {
    return metricsPort;
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

  private static InstanceVersions versions(Measurement measurement) {
    // Known when the first virtual thread has served a request.
    boolean virtual = measurement.instrumenter().workers().virtualWorkers().pool() != null;
    return new InstanceVersions(
        measurement.container().name(),
        measurement.container().version(),
        ModuleVersion.present(),
        Runtime.version().toString(),
        virtual ? "virtual" : "platform");
  }

  private static Identity identity(WebApp webApp, ContainerAdapter container) {
    String name = container.name();
    return new Identity(
        webApp.contextPath(),
        webApp.name(),
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
        container.version(),
        ModuleVersion.present(),
        Runtime.version().toString(),
        Instant.now());
  }

  private static UnaryOperator<MetricSnapshots> otherNames(Config config) {
    return config.get(ConfigKey.COMPAT_NAMES) == Compatibility.GUNICORN
        ? new GunicornNames(Clock.systemUTC())
        : UnaryOperator.identity();
  }
}
