package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Housekeeping;
import io.github.servletexporter.base.Lazy;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.endpoint.AuthFailures;
import io.github.servletexporter.listener.endpoint.Authenticator;
import io.github.servletexporter.listener.endpoint.HealthEndpoint;
import io.github.servletexporter.listener.endpoint.PageKey;
import io.github.servletexporter.listener.endpoint.ScrapeHandler;
import io.github.servletexporter.listener.server.MetricsPort;
import io.github.servletexporter.listener.session.SessionMetrics;
import io.github.servletexporter.listener.sharing.Sharing;
import io.github.servletexporter.listener.status.Identity;
import io.github.servletexporter.listener.status.JvmProbe;
import io.github.servletexporter.listener.status.StatusPages;
import io.github.servletexporter.listener.status.StatusSources;
import io.github.servletexporter.listener.union.SharedPort;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.ServletContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Half of the runtime that shows what {@link Measurement} measures: the collectors, the pages, the
 * metrics port and the shared store. Thread-safe.
 */
final class Presentation {

  private final Config config;
  private final WebApp webApp;
  private final Instant startTime;
  private final @Nullable PageKey key;
  private final CloseStack parts;
  private final Measurement measurement;
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

  /**
   * Creates everything and starts nothing.
   *
   * @param sources what is shown
   * @param parts receives what has to be closed
   */
  Presentation(Config config, Sources sources, CloseStack parts) {
    this.config = config;
    this.webApp = sources.webApp();
    this.startTime = sources.startTime();
    this.key = sources.key();
    this.parts = parts;
    this.measurement = sources.measurement();
    // Closed after the shared store, whose last publication contains all metrics.
    this.collectors =
        parts.push(
            "collectors",
            new Collectors(
                sources.context(),
                webApp,
                config,
                new Collectors.Sources(
                    measurement, sources.boot(), sources.sessions(), this::otherSources)));
    this.sharing = parts.push("shared store", openSharing());
    this.authFailures = new AuthFailures(webApp, Ticker.system());
    this.notReady =
        new NotReady(
            sources.boot().readiness(),
            measurement.watch()::stuckRequests,
            config.get(ConfigKey.READINESS_STUCK_LIMIT),
            measurement.watch()::saturation,
            List.of(sharing::problem, measurement::heapProblem));
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
    this.sharedPort = findSharedPort();
    this.metricsPort = parts.push("metrics port", openMetricsPort());
  }

  /**
   * Sources of what is shown.
   *
   * @param context context in which the application may leave a registry
   * @param webApp web application
   * @param boot start of the application
   * @param measurement measurements of requests and workers
   * @param sessions sessions of the application
   * @param startTime time of the start
   * @param key key of the status page, or null if it has none
   */
  record Sources(
      ServletContext context,
      WebApp webApp,
      Boot boot,
      Measurement measurement,
      SessionMetrics sessions,
      Instant startTime,
      @Nullable PageKey key) {}

  /** Adds the periodic tasks that the configuration requires to the housekeeping thread. */
  void schedule() {
    if (configWatch.isNeeded()) {
      measurement
          .watch()
          .schedule(new Housekeeping.Task("reload", ConfigWatch.PERIOD, configReader::begin));
    }
    if (PageSettings.showStatus(config)) {
      schedule(() -> statusPages.get().sample());
    }
  }

  private void schedule(Runnable sample) {
    measurement
        .watch()
        .schedule(new Housekeeping.Task("status", StatusPages.SAMPLE_PERIOD, sample));
  }

  /** Starts the metrics port and the shared store, if they are configured. */
  void start() {
    if (sharedPort != null) {
      sharedPort.join(pages.get().contributed(), metricsPort::retry);
    }
    metricsPort.start();
    sharing.start();
  }

  Collectors collectors() {
    return collectors;
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

  /** Returns the sources of metrics that exist once everything is built. */
  private List<Supplier<MetricSnapshots>> otherSources() {
    Supplier<MetricSnapshots> reloads = () -> configWatch.collect(configReader.isStalled());
    return PageSettings.needCredentials(config) || key != null
        ? List.of(sharing::collect, metricsPort::collect, reloads, authFailures::collect)
        : List.of(sharing::collect, metricsPort::collect, reloads);
  }

  private Sharing openSharing() {
    return PageSettings.isShared(config)
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
        key == null ? null : new KeyLogin(key, authFailures),
        this::health);
  }

  private StatusPages openStatusPages() {
    StatusPages opened =
        new StatusPages(
            Identity.of(webApp, measurement.container(), ModuleVersion.present(), startTime),
            new StatusSources(
                collectors::own,
                notReady,
                measurement.watch()::workers,
                measurement.instrumenter()::running,
                measurement.watch()::slowestRequests,
                () -> measurement.journal().latest(),
                () -> configWatch.config().effectiveSettings(),
                sharing::instances,
                new JvmProbe()::read),
            InstantSource.system(),
            Ticker.system());
    if (key != null) { // its history begins with the first visit
      schedule(opened::sample);
    }
    return opened;
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
