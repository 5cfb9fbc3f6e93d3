package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Housekeeping;
import io.github.servletexporter.base.Lazy;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.failure.ExceptionListener.UncaughtException;
import io.github.servletexporter.filter.guard.QueueDeadline;
import io.github.servletexporter.filter.guard.TrustedProxies;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.request.FilterSettings;
import io.github.servletexporter.filter.request.FrameworkAttributes;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.request.Supervision;
import io.github.servletexporter.filter.request.TraceSource;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.ResponseCollector;
import io.github.servletexporter.listener.exposition.CurrentTrace;
import io.github.servletexporter.listener.hook.dispatch.HookEvents;
import io.github.servletexporter.listener.journal.ErrorLogSettings;
import io.github.servletexporter.listener.journal.ExceptionJournal;
import io.github.servletexporter.listener.journal.JournalSettings;
import io.github.servletexporter.listener.jvm.HeapWatch;
import io.github.servletexporter.listener.worker.WorkerSupervision;
import io.github.servletexporter.listener.worker.WorkerWatch;
import io.github.servletexporter.sharing.Membership;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measuring half of the runtime: the instrumentation of requests, the supervision of workers, hooks
 * and exception journal. {@link MetricsRuntime} adds the half that shows the measurements.
 * Thread-safe.
 */
final class Measurement {

  private static final int MAX_HOOKS = 100;

  private final WebApp webApp;
  private final Config config;
  private final CounterFamily hookFailures =
      new CounterFamily(MetricCatalog.HOOK_FAILURES, MAX_HOOKS);
  private final HookEvents hooks;
  private final ContainerAdapter container;
  private final WorkerSupervision supervision;
  private final RequestInstrumenter instrumenter;
  private final ResponseCollector responses;
  private final CloseStack journalParts;
  private final Lazy<ExceptionJournal> journal =
      new Lazy<>(
          new Supplier<>() { // a lambda would load the class
            @Override
            public ExceptionJournal get() {
              return openJournal();
            }
          });
  private final WorkerWatch watch;
  private final @Nullable HeapWatch heap;
  private boolean hooksStarted;

  /**
   * Creates everything and starts nothing.
   *
   * @param parts receives what has to be closed
   */
  Measurement(
      ContainerAdapter container,
      WebApp webApp,
      Config config,
      Ticker ticker,
      CloseStack parts,
      BooleanSupplier announceStop) {
    this.webApp = webApp;
    this.container = container;
    this.config = config;
    this.hooks =
        HookEvents.areNeeded(webApp.loader(), config.get(ConfigKey.HOOKS))
            ? WebAppHooks.open(webApp, config, hookFailures, ticker)
            : HookEvents.ignored();
    // Closed last, so that hooks see the end of everything else.
    parts.push("hooks", this::closeHooks);
    this.supervision = new WorkerSupervision(webApp, config, container, hooks);
    parts.push("pools of the container", supervision);
    this.instrumenter = new RequestInstrumenter(settings(forFilter()), ticker);
    this.responses =
        parts.push(
            "responses of the container",
            new ResponseCollector(
                container,
                webApp,
                instrumenter::refusedByContainer,
                config.get(ConfigKey.MAX_SERIES)));
    this.journalParts = parts.push("exception journal", CloseStack.logging(webApp));
    this.watch = new WorkerWatch(supervision, instrumenter, ticker, announceStop);
    watch.schedule(new Housekeeping.Task("hooks", WorkerWatch.CHECK_INTERVAL, hooks::check));
    this.heap =
        config.get(ConfigKey.HEAP_LIMIT) == 0
            ? null
            : HeapWatch.open(webApp, config, ticker).orElse(null);
    if (heap != null) {
      watch.schedule(new Housekeeping.Task("heap", HeapWatch.PERIOD, heap::check));
    }
  }

  /** Called by requests, which arrive once everything is built. */
  private void uncaught(UncaughtException exception) {
    journal.get().uncaught(exception);
  }

  /** Called for the first exception, or to show that there is none. */
  private ExceptionJournal openJournal() {
    return journalParts.push(
        "thread of the exception journal",
        new ExceptionJournal(
            journalSettings(),
            InstantSource.system(),
            Ticker.system(),
            errors().of(Component.JOURNAL)));
  }

  /**
   * Starts the housekeeping thread.
   *
   * @param parts receives what has to be closed before everything that is there already
   */
  void start(CloseStack parts) {
    watch.start(parts);
  }

  /** Notifies the hooks of the start of the application; only then are they notified of its end. */
  void startHooks() {
    hooksStarted = true;
    hooks.starting();
  }

  private void closeHooks() {
    if (hooksStarted) {
      hooks.close();
    }
  }

  RequestInstrumenter instrumenter() {
    return instrumenter;
  }

  InternalErrors errors() {
    return instrumenter.errors();
  }

  ContainerAdapter container() {
    return container;
  }

  HookEvents hooks() {
    return hooks;
  }

  ExceptionJournal journal() {
    return journal.get();
  }

  WorkerWatch watch() {
    return watch;
  }

  /** Returns the problem of the heap, empty if there is none or nobody watches. */
  Optional<String> heapProblem() {
    return heap == null ? Optional.empty() : heap.problem();
  }

  /** Returns the sources of a scrape, each of which may fail without the others. */
  List<Supplier<MetricSnapshots>> sources() {
    List<Supplier<MetricSnapshots>> sources = new ArrayList<>();
    sources.add(responses::collect); // before the requests, to which it adds
    sources.add(instrumenter.requests()::collect);
    sources.add(() -> MetricSnapshots.of(instrumenter.activeRequests()));
    sources.addAll(watch.sources());
    sources.add(() -> MetricSnapshots.of(hookFailures.collect()));
    sources.add(() -> journal.get().collect());
    return sources;
  }

  private JournalSettings journalSettings() {
    return new JournalSettings(
        webApp,
        () -> Membership.instance(webApp.name()),
        config
            .find(ConfigKey.ERROR_LOG)
            .map(
                file ->
                    new ErrorLogSettings(
                        file,
                        config.get(ConfigKey.ERROR_LOG_MAX_BYTES),
                        config.get(ConfigKey.ERROR_LOG_FILES)))
            .orElse(null),
        logsExceptions(),
        config.get(ConfigKey.EXEMPLARS) ? CurrentTrace::id : () -> null);
  }

  private boolean logsExceptions() {
    return switch (config.get(ConfigKey.LOG_EXCEPTIONS)) {
      case AUTO -> !container.logsExceptions();
      case TRUE -> true;
      case FALSE -> false;
    };
  }

  private Supervision forFilter() {
    return new Supervision(
        supervision.observer(),
        config.get(ConfigKey.CLOSE_ON_OVERSHOOT),
        new QueueDeadline(
            TrustedProxies.of(config.get(ConfigKey.TRUSTED_PROXIES)),
            config.get(ConfigKey.QUEUE_DEADLINE),
            config.get(ConfigKey.QUEUE_ACTION),
            InstantSource.system()),
        hooks,
        this::uncaught,
        supervision.slowRequests(),
        container::webSocketRoute,
        new OwnPages(webApp, config),
        config.get(ConfigKey.EXEMPLARS) ? CurrentTrace::of : TraceSource.none());
  }

  private FilterSettings settings(Supervision forFilter) {
    return new FilterSettings(
        webApp,
        config.get(ConfigKey.FRAMING),
        config.get(ConfigKey.SIZES),
        RouteRules.of(config.get(ConfigKey.ROUTES)),
        RouteProviders.of(webApp),
        FrameworkAttributes.of(webApp.loader()),
        new MeterConfig(
            config.get(ConfigKey.BUCKETS),
            config.get(ConfigKey.MAX_SERIES),
            HttpMethods.of(config.get(ConfigKey.KNOWN_METHODS))),
        forFilter);
  }
}
