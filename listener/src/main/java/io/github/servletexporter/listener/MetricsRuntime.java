package io.github.servletexporter.listener;

import io.github.servletexporter.filter.ExceptionListener.UncaughtException;
import io.github.servletexporter.filter.FilterSettings;
import io.github.servletexporter.filter.FrameworkAttributes;
import io.github.servletexporter.filter.Instrumentation;
import io.github.servletexporter.filter.InternalErrors;
import io.github.servletexporter.filter.InternalErrors.Component;
import io.github.servletexporter.filter.RequestInstrumenter;
import io.github.servletexporter.filter.Supervision;
import io.github.servletexporter.filter.Ticker;
import io.github.servletexporter.filter.WebApp;
import io.github.servletexporter.filter.meter.HistogramBackend;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.listener.boot.Boot;
import io.github.servletexporter.listener.config.CompatNames;
import io.github.servletexporter.listener.config.LoadedConfig;
import io.github.servletexporter.listener.config.MetricsConfig;
import io.github.servletexporter.listener.exposition.ClientJavaHistogram;
import io.github.servletexporter.listener.exposition.CurrentTrace;
import io.github.servletexporter.listener.exposition.GuardedCollector;
import io.github.servletexporter.listener.exposition.GunicornNames;
import io.github.servletexporter.listener.exposition.RenamingCollector;
import io.github.servletexporter.listener.exposition.ScrapeHandler;
import io.github.servletexporter.listener.journal.ExceptionJournal;
import io.github.servletexporter.listener.journal.JournalSettings;
import io.github.servletexporter.listener.jvm.JvmMetricsCollector;
import io.github.servletexporter.listener.status.Identity;
import io.github.servletexporter.listener.status.StatusPages;
import io.github.servletexporter.listener.status.StatusSources;
import io.github.servletexporter.listener.store.MemberVersions;
import io.github.servletexporter.listener.store.SharedStore;
import io.github.servletexporter.listener.watchdog.HousekeepingTask;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything of ours that lives in one web application, built in order and closed in reverse: the
 * composition root.
 *
 * <p>The listener opens and closes it; requests and scrapes use it from any thread.
 */
final class MetricsRuntime implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(MetricsRuntime.class.getName());
  private static final String ATTRIBUTE = "io.github.servletexporter.runtime";

  private final ServletContext context;
  private final MetricsConfig config;
  private final WebApp webApp;
  private final WebAppHooks hooks;
  private final WorkerSupervision supervision;
  private final WorkerWatch watch;
  private final ExceptionJournal journal;
  private final StatusPages statusPages;
  private final JvmMetricsCollector jvm;
  private final Sharing sharing;
  private final OwnPort ownPort;
  private final Pages pages;

  private MetricsRuntime(ServletContext context, LoadedConfig loaded, Boot boot) {
    this.context = context;
    this.config = loaded.config();
    this.webApp = WebApp.of(context);
    Ticker ticker = Ticker.system();
    this.hooks = WebAppHooks.open(webApp, loaded, ticker);
    this.supervision =
        new WorkerSupervision(context, webApp, config, hooks.lifecycle(), this::uncaught);
    RequestInstrumenter instrumenter =
        new RequestInstrumenter(settings(config, webApp, supervision.forFilter()), ticker);
    InternalErrors errors = instrumenter.errors();
    this.journal =
        new ExceptionJournal(
            journalSettings(), InstantSource.system(), ticker, errors.of(Component.JOURNAL));
    this.watch = new WorkerWatch(webApp, config, ticker, supervision, instrumenter, tasks());
    Consumer<Throwable> onFailure = errors.of(Component.SCRAPE);
    GuardedCollector ours = new GuardedCollector(sources(instrumenter, boot), onFailure);
    this.jvm = new JvmMetricsCollector(webApp.contextPath(), onFailure);
    List<Supplier<MetricSnapshots>> everything = new ArrayList<>(jvm.sources());
    everything.add(0, ours::collect);
    MultiCollector local = new GuardedCollector(everything, onFailure);
    UnaryOperator<MetricSnapshots> names = otherNames(config);
    this.sharing =
        Sharing.of(webApp, config.store(), () -> versions(instrumenter), local::collect, names);
    NotReady notReady =
        new NotReady(
            boot.readiness(), watch::stuckRequests, config.pages().stuckLimit(), sharing::problem);
    this.statusPages =
        new StatusPages(
            identity(),
            new StatusSources(
                ours::collect,
                notReady,
                () -> StatusRows.workers(watch.workers(), ticker),
                () -> StatusRows.exceptions(journal.latest()),
                () -> StatusRows.settings(loaded),
                sharing::instances),
            InstantSource.system(),
            ticker);
    ScrapeHandler scrapes = new ScrapeHandler(new RenamingCollector(local, names, onFailure));
    this.pages = new Pages(config, scrapes, sharing.aggregate(), statusPages, notReady);
    this.ownPort = OwnPort.of(webApp, config, pages.ownPort(), errors.of(Component.SERVER));
    context.setAttribute(Instrumentation.ATTRIBUTE, instrumenter);
    context.setAttribute(ATTRIBUTE, this);
    watch.start(boot.readiness()::draining);
    journal.start();
    ownPort.start();
    sharing.start();
    hooks.lifecycle().starting();
    boot.readiness().whenReady(hooks.lifecycle()::ready);
    loaded.warnings().forEach(warning -> LOGGER.log(Level.WARNING, "{0}: {1}", webApp, warning));
    LOGGER.log(Level.INFO, "{0}: servlet-exporter started with {1}", webApp, loaded.summary());
  }

  /** Opens the runtime of a web application that has none. */
  static MetricsRuntime open(ServletContext context, LoadedConfig loaded, Boot boot) {
    return new MetricsRuntime(context, loaded, boot);
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

  private Sharing sharing() {
    return sharing;
  }

  /** Releases everything. May be repeated. */
  @Override
  public void close() {
    watch.close();
    sharing.close();
    ownPort.close();
    context.removeAttribute(ATTRIBUTE);
    context.removeAttribute(Instrumentation.ATTRIBUTE);
    supervision.close();
    jvm.close();
    journal.close();
    hooks.lifecycle().close();
    if (config.exemplars() && webApp.owns(ClientJavaHistogram.class)) {
      try {
        ClientJavaHistogram.stopExemplarThread();
      } catch (ReflectiveOperationException e) {
        LOGGER.log(Level.WARNING, webApp + ": the thread for exemplars could not be stopped", e);
      }
    }
    LOGGER.log(Level.INFO, "{0}: servlet-exporter stopped", webApp);
  }

  private List<Supplier<MetricSnapshots>> sources(RequestInstrumenter instrumenter, Boot boot) {
    List<Supplier<MetricSnapshots>> sources = new ArrayList<>();
    sources.add(instrumenter.requests()::collect);
    sources.add(() -> MetricSnapshots.of(instrumenter.activeRequests().collect()));
    sources.addAll(watch.sources());
    sources.add(() -> MetricSnapshots.of(hooks.failures().collect()));
    sources.add(() -> MetricSnapshots.of(boot.collect()));
    sources.add(journal::collect);
    sources.add(() -> ownPort().collect());
    sources.add(() -> sharing().collect());
    return sources;
  }

  /** Told by requests, which come when everything is there. */
  private void uncaught(UncaughtException exception) {
    journal.uncaught(exception);
  }

  private void sample() {
    statusPages.sample();
  }

  private List<HousekeepingTask> tasks() {
    List<HousekeepingTask> tasks = new ArrayList<>();
    tasks.add(new HousekeepingTask("hooks", WorkerWatch.LOOK_INTERVAL, hooks.lifecycle()::look));
    if (Pages.showStatus(config)) {
      tasks.add(new HousekeepingTask("status", StatusPages.SAMPLE_PERIOD, this::sample));
    }
    return tasks;
  }

  private JournalSettings journalSettings() {
    return new JournalSettings(
        webApp,
        () -> SharedStore.instance(webApp.contextPath()),
        config.errors().file(),
        config.errors().logged(),
        config.exemplars() ? CurrentTrace::id : () -> null);
  }

  private MemberVersions versions(RequestInstrumenter instrumenter) {
    // Known when the first virtual thread has served a request.
    boolean virtual = instrumenter.workers().virtualWorkers().pool() != null;
    return new MemberVersions(
        supervision.container().name(),
        supervision.container().version(),
        ModuleVersion.present(),
        Runtime.version().toString(),
        virtual ? "virtual" : "platform");
  }

  private static UnaryOperator<MetricSnapshots> otherNames(MetricsConfig config) {
    return config.compatNames() == CompatNames.GUNICORN
        ? new GunicornNames(Clock.systemUTC())
        : UnaryOperator.identity();
  }

  private Identity identity() {
    return new Identity(
        webApp.contextPath(),
        supervision.container().name(),
        supervision.container().version(),
        ModuleVersion.present(),
        Runtime.version().toString(),
        Instant.now());
  }

  private static FilterSettings settings(
      MetricsConfig config, WebApp webApp, Supervision supervision) {
    return new FilterSettings(
        webApp,
        config.framing(),
        config.sizes(),
        config.routes(),
        RouteProviders.of(webApp),
        FrameworkAttributes.of(webApp.loader()),
        new MeterConfig(config.buckets(), config.maxSeries(), histograms(config)),
        supervision);
  }

  private static HistogramBackend.Factory histograms(MetricsConfig config) {
    return config.nativeHistograms() || config.exemplars()
        ? ClientJavaHistogram.factory(config.nativeHistograms(), config.exemplars())
        : MeterConfig.stripedHistograms();
  }
}
