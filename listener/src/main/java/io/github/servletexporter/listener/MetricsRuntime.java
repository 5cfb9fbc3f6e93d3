package io.github.servletexporter.listener;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.InternalErrors.Component;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.Boot;
import io.github.servletexporter.listener.config.Compatibility;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.endpoint.ScrapeHandler;
import io.github.servletexporter.listener.exposition.ClientJavaHistogram;
import io.github.servletexporter.listener.exposition.GuardedCollector;
import io.github.servletexporter.listener.exposition.GunicornNames;
import io.github.servletexporter.listener.exposition.RenamingCollector;
import io.github.servletexporter.listener.jvm.JvmMetricsCollector;
import io.github.servletexporter.listener.status.Identity;
import io.github.servletexporter.listener.status.StatusPages;
import io.github.servletexporter.listener.status.StatusSources;
import io.github.servletexporter.listener.watchdog.HousekeepingTask;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything of ours that lives in one web application, built in order and closed in reverse: the
 * composition root. {@link Measurement} measures, the rest shows.
 *
 * <p>The listener opens and closes it; requests and scrapes use it from any thread.
 */
final class MetricsRuntime implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(MetricsRuntime.class.getName());
  private static final String ATTRIBUTE = "io.github.servletexporter.runtime";

  private final ServletContext context;
  private final Config config;
  private final WebApp webApp;
  private final Measurement measurement;
  private final JvmMetricsCollector jvm;
  private final Sharing sharing;
  private final StatusPages statusPages;
  private final Pages pages;
  private final OwnPort ownPort;

  private MetricsRuntime(ServletContext context, Config config, Boot boot) {
    this.context = context;
    this.config = config;
    this.webApp = WebApps.of(context);
    Ticker ticker = Ticker.system();
    this.measurement = new Measurement(boot.container(), webApp, config, ticker, samples());
    Consumer<Throwable> onFailure = measurement.errors().of(Component.SCRAPE);
    MultiCollector ours = new GuardedCollector(sources(boot), onFailure);
    this.jvm = new JvmMetricsCollector(webApp.contextPath(), onFailure);
    MultiCollector local = new GuardedCollector(withJvm(ours), onFailure);
    UnaryOperator<MetricSnapshots> names = otherNames(config);
    this.sharing =
        Sharing.of(
            webApp,
            config,
            this::versions,
            local::collect,
            new Sharing.Shown(names, measurement.errors().of(Component.AGGREGATE)));
    NotReady notReady =
        new NotReady(
            boot.readiness(),
            measurement.watch()::stuckRequests,
            config.get(ConfigKey.READINESS_STUCK_LIMIT),
            sharing::problem);
    this.statusPages =
        new StatusPages(
            identity(), statusSources(ours, notReady, config), InstantSource.system(), ticker);
    ScrapeHandler scrapes = new ScrapeHandler(new RenamingCollector(local, names, onFailure));
    this.pages = new Pages(config, scrapes, sharing.aggregate(), statusPages, notReady);
    this.ownPort =
        OwnPort.of(webApp, config, pages.ownPort(), measurement.errors().of(Component.SERVER));
  }

  /** Opens and starts the runtime of a web application that has none. */
  static MetricsRuntime open(ServletContext context, Config config, Boot boot) {
    MetricsRuntime runtime = new MetricsRuntime(context, config, boot);
    runtime.start(boot);
    return runtime;
  }

  private void start(Boot boot) {
    context.setAttribute(Instrumentation.ATTRIBUTE, measurement.instrumenter());
    context.setAttribute(ATTRIBUTE, this);
    measurement.start(boot.readiness()::draining);
    ownPort.start();
    sharing.start();
    measurement.hooks().starting();
    boot.readiness().whenReady(measurement.hooks()::ready);
    config.warnings().forEach(warning -> LOGGER.log(Level.WARNING, "{0}: {1}", webApp, warning));
    LOGGER.log(Level.INFO, "{0}: servlet-exporter started with {1}", webApp, config);
  }

  /** Returns the web application's runtime, or null when it has none. */
  static @Nullable MetricsRuntime of(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof MetricsRuntime runtime ? runtime : null;
  }

  Pages pages() {
    return pages;
  }

  OwnPort ownPort() {
    return ownPort;
  }

  /** Releases everything. May be repeated. */
  @Override
  public void close() {
    measurement.drain();
    sharing.close();
    ownPort.close();
    context.removeAttribute(ATTRIBUTE);
    context.removeAttribute(Instrumentation.ATTRIBUTE);
    jvm.close();
    measurement.close();
    if (config.get(ConfigKey.EXEMPLARS) && webApp.owns(ClientJavaHistogram.class)) {
      try {
        ClientJavaHistogram.stopExemplarThread();
      } catch (ReflectiveOperationException e) {
        LOGGER.log(Level.WARNING, webApp + ": the thread for exemplars could not be stopped", e);
      }
    }
    LOGGER.log(Level.INFO, "{0}: servlet-exporter stopped", webApp);
  }

  /** What comes last here is asked at scrapes, which come when everything is there. */
  private List<Supplier<MetricSnapshots>> sources(Boot boot) {
    List<Supplier<MetricSnapshots>> sources = new ArrayList<>(measurement.sources());
    sources.add(() -> MetricSnapshots.of(boot.collect()));
    sources.add(() -> ownPort().collect());
    sources.add(this::storeState);
    return sources;
  }

  private MetricSnapshots storeState() {
    return sharing.collect();
  }

  private List<Supplier<MetricSnapshots>> withJvm(MultiCollector ours) {
    List<Supplier<MetricSnapshots>> all = new ArrayList<>();
    all.add(ours::collect);
    all.addAll(jvm.sources());
    return all;
  }

  private StatusSources statusSources(MultiCollector ours, NotReady notReady, Config config) {
    return new StatusSources(
        ours::collect,
        notReady,
        measurement.watch()::workers,
        measurement.journal()::latest,
        config::effectiveSettings,
        sharing::instances);
  }

  private List<HousekeepingTask> samples() {
    return Pages.showStatus(config)
        ? List.of(new HousekeepingTask("status", StatusPages.SAMPLE_PERIOD, this::sample))
        : List.of();
  }

  /** Called by the housekeeping, which starts when everything is there. */
  private void sample() {
    statusPages.sample();
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

  private Identity identity() {
    return new Identity(
        webApp.contextPath(),
        capitalized(measurement.container().name()),
        measurement.container().version(),
        ModuleVersion.present(),
        Runtime.version().toString(),
        Instant.now());
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static UnaryOperator<MetricSnapshots> otherNames(Config config) {
    return config.get(ConfigKey.COMPAT_NAMES) == Compatibility.GUNICORN
        ? new GunicornNames(Clock.systemUTC())
        : UnaryOperator.identity();
  }
}
