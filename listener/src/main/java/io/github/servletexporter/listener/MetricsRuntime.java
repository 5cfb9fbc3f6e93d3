package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Housekeeping;
import io.github.servletexporter.base.Lazy;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.UniqueName;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.endpoint.AuthFailures;
import io.github.servletexporter.listener.endpoint.Authenticator;
import io.github.servletexporter.listener.endpoint.HealthEndpoint;
import io.github.servletexporter.listener.endpoint.ScrapeHandler;
import io.github.servletexporter.listener.server.MetricsPort;
import io.github.servletexporter.listener.session.SessionMetrics;
import io.github.servletexporter.listener.sharing.Sharing;
import io.github.servletexporter.listener.sharing.StoreAccess;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
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

  private final Instant startTime = Instant.now();
  private final Config config;
  private final WebApp webApp;
  private final CloseStack parts;
  private final Measurement measurement;
  private final SessionMetrics sessions = new SessionMetrics(InstantSource.system());
  private final Collectors collectors;
  private final Sharing sharing;
  private final NotReady notReady;
  private final ConfigWatch configWatch;
  private final ConfigReader configReader;
  private final AuthFailures authFailures;
  private final Authenticator authenticator;
  private final Lazy<StatusPages> statusPages = new Lazy<>(this::openStatusPages);
  private final Lazy<Pages> pages = new Lazy<>(this::openPages);
  private final @Nullable SharedPort sharedPort;
  private final MetricsPort metricsPort;

  private MetricsRuntime(
      ServletContext context, WebApp webApp, Config config, Boot boot, CloseStack parts) {
    this.config = config;
    this.webApp = webApp;
    this.parts = parts;
    this.measurement =
        new Measurement(
            boot.container(), webApp, config, Ticker.system(), parts, boot.readiness()::draining);
    // Closed after the shared store, whose last publication contains all metrics.
    this.collectors =
        parts.push(
            "collectors",
            new Collectors(
                context,
                webApp,
                config,
                new Collectors.Sources(measurement, boot, sessions, this::otherSources)));
    this.sharing = parts.push("shared store", openSharing());
    this.authFailures = new AuthFailures(webApp, Ticker.system());
    this.notReady =
        new NotReady(
            boot.readiness(),
            measurement.watch()::stuckRequests,
            config.get(ConfigKey.READINESS_STUCK_LIMIT),
            measurement.watch()::saturation,
            sharing::problem);
    this.authenticator = Pages.authenticator(config, authFailures);
    this.configWatch =
        new ConfigWatch(webApp, config, this::renew, Ticker.system(), InstantSource.system());
    this.configReader =
        parts.push(
            "watch over the configuration",
            new ConfigReader(
                webApp,
                configWatch::check,
                measurement.errors().of(Component.SERVER),
                Ticker.system()));
    if (configWatch.isNeeded()) {
      measurement
          .watch()
          .schedule(new Housekeeping.Task("reload", ConfigWatch.PERIOD, configReader::begin));
    }
    if (Pages.showStatus(config)) {
      measurement
          .watch()
          .schedule(
              new Housekeeping.Task(
                  "status", StatusPages.SAMPLE_PERIOD, () -> statusPages.get().sample()));
    }
    this.sharedPort = findSharedPort();
    this.metricsPort = parts.push("metrics port", openMetricsPort());
  }

  /** Returns the sources of metrics that exist once everything is built. */
  private List<Supplier<MetricSnapshots>> otherSources() {
    Supplier<MetricSnapshots> reloads = () -> configWatch.collect(configReader.isStalled());
    return Pages.needCredentials(config)
        ? List.of(sharing::collect, metricsPort::collect, reloads, authFailures::collect)
        : List.of(sharing::collect, metricsPort::collect, reloads);
  }

  private Sharing openSharing() {
    return StoreAccess.isShared(config)
        ? Sharing.of(
            webApp,
            config,
            this::versions,
            collectors::published,
            new Sharing.Shown(
                collectors::renamed, measurement.errors().reporting(Component.AGGREGATE)))
        : Sharing.none();
  }

  private @Nullable SharedPort findSharedPort() {
    SharedPort found =
        config.find(ConfigKey.PORT).isPresent()
            ? SharedPort.find(
                    webApp,
                    config,
                    new SharedPort.Sources(
                        collectors::contributed,
                        collectors::jvm,
                        measurement.errors().of(Component.SERVER),
                        measurement.errors().reporting(Component.SERVER)))
                .orElse(null)
            : null;
    return found == null ? null : parts.push("shared metrics port", found);
  }

  private MetricsPort openMetricsPort() {
    return config.find(ConfigKey.PORT).isPresent()
        ? MetricsPort.of(
            webApp,
            config,
            Pages.browserGuard(webApp, config).protect(pages.get().metricsPort()),
            measurement.errors().of(Component.SERVER),
            name -> sharedPort != null && sharedPort.isSharedWith(name))
        : MetricsPort.none();
  }

  private Pages openPages() {
    ScrapeHandler scrapes = new ScrapeHandler(collectors::scraped);
    return new Pages(
        config,
        authenticator,
        scrapes,
        sharedPort == null ? scrapes : new ScrapeHandler(sharedPort::collect),
        sharedPort,
        sharing.aggregate(),
        statusPages,
        this::health);
  }

  private StatusPages openStatusPages() {
    return new StatusPages(
        Identity.of(webApp, measurement.container(), ModuleVersion.present(), startTime),
        new StatusSources(
            collectors::own,
            notReady,
            measurement.watch()::workers,
            measurement.instrumenter()::running,
            measurement.watch()::slowestRequests,
            () -> measurement.journal().latest(),
            () -> configWatch.config().effectiveSettings(),
            sharing::instances),
        InstantSource.system(),
        Ticker.system());
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

  private void renew(Config next, Optional<SSLContext> tls) {
    tls.ifPresent(metricsPort::renew);
    Pages.renew(authenticator, next);
    if (sharedPort != null) {
      sharedPort.renew(next);
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
      sharedPort.join(pages.get().contributed(), metricsPort::retry);
    }
    metricsPort.start();
    sharing.start();
    measurement.startHooks();
    boot.readiness().whenReady(measurement.hooks()::ready);
    config.warnings().forEach(warning -> LOGGER.log(Level.WARNING, "{0}: {1}", webApp, warning));
    LOGGER.log(Level.INFO, "{0}: servlet-exporter started with {1}", webApp, config);
    OpenPages.log(webApp, config);
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
    return collectors.registry();
  }

  SessionMetrics sessions() {
    return sessions;
  }

  Pages pages() {
    return pages.get();
  }

  ConfigWatch configWatch() {
    return configWatch;
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

  private InstanceVersions versions() {
    // Known when the first virtual thread has served a request.
    boolean virtual = measurement.instrumenter().workers().virtualWorkers().pool() != null;
    return new InstanceVersions(
        measurement.container().name(),
        measurement.container().version(),
        ModuleVersion.present(),
        Runtime.version().toString(),
        virtual ? "virtual" : "platform");
  }
}
