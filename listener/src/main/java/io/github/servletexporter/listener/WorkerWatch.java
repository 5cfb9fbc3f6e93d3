package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.InternalErrors;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.worker.RecycleReason;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.container.PoolCollector;
import io.github.servletexporter.listener.watchdog.Housekeeping;
import io.github.servletexporter.listener.watchdog.HousekeepingTask;
import io.github.servletexporter.listener.watchdog.StuckRequestWatchdog;
import io.github.servletexporter.listener.watchdog.WatchdogSettings;
import io.github.servletexporter.listener.watchdog.WatchedWorkers;
import io.github.servletexporter.listener.worker.WorkerCollector;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watch over the requests and workers of a web application: a background thread looks for stuck
 * requests and ended workers, scrapes read them, and the stop of the application waits for the
 * requests in flight.
 */
final class WorkerWatch {

  /** Longest time for which a stuck request or an ended worker goes unnoticed. */
  static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  /** Timeout that is never reached. */
  private static final Duration NEVER = Duration.ofDays(100_000);

  private final RequestInstrumenter instrumenter;
  private final Ticker ticker;
  private final WorkerSupervision supervision;
  private final StuckRequestWatchdog watchdog;
  private final WorkerCollector workers;
  private final PoolCollector pools;
  private final Housekeeping housekeeping;
  private final Drain drain;

  WorkerWatch(
      WebApp webApp,
      Config config,
      Ticker ticker,
      WorkerSupervision supervision,
      RequestInstrumenter instrumenter) {
    this.instrumenter = instrumenter;
    supervision.pools().open(instrumenter.workers());
    this.ticker = ticker;
    this.supervision = supervision;
    InternalErrors errors = instrumenter.errors();
    this.watchdog =
        new StuckRequestWatchdog(
            watchdogSettings(webApp, config, ticker),
            new WatchedWorkers(instrumenter::running, this::interrupt, this::replace),
            supervision.stuckRequests(),
            e -> errors.caught(InternalErrors.Component.WORKER, e));
    this.workers = workerCollector(config);
    this.pools = new PoolCollector(supervision.container());
    this.housekeeping =
        new Housekeeping(
            webApp,
            housekeeping(),
            (task, e) -> errors.caught(InternalErrors.Component.WORKER, e),
            ticker);
    this.drain =
        new Drain(
            webApp,
            config.get(ConfigKey.GRACEFUL_TIMEOUT),
            instrumenter::drain,
            instrumenter::running);
  }

  private List<HousekeepingTask> housekeeping() {
    return List.of(
        new HousekeepingTask("watchdog", LOOK_INTERVAL, watchdog::look),
        new HousekeepingTask("workers", LOOK_INTERVAL, this::purge));
  }

  /** Adds a task to those of the background thread. To be called before the start. */
  void schedule(HousekeepingTask task) {
    housekeeping.add(task);
  }

  /**
   * Starts the background thread and listens for the stop of the container.
   *
   * @param parts receives what has to be closed, the drain last so that it comes first
   * @param onStopping runs when the container is about to stop the application
   */
  void start(CloseStack parts, Runnable onStopping) {
    parts.push("workers", () -> instrumenter.workers().close(ticker.nanos()));
    parts.push("watchdog", watchdog);
    parts.push("housekeeping", housekeeping);
    parts.push("drain", drain::run);
    supervision
        .container()
        .onStopping(
            () -> {
              onStopping.run();
              drain.run();
            });
    housekeeping.start();
  }

  /** Returns the workers that are alive. */
  List<WorkerSnapshot> workers() {
    return workers.workers();
  }

  /** Returns the number of stuck requests found by the last look. */
  int stuckRequests() {
    int onWorkers = watchdog.stuckByPool().values().stream().mapToInt(Integer::intValue).sum();
    return onWorkers + watchdog.stuckWithoutThread();
  }

  /** Returns the sources of a scrape, each of which may fail without the others. */
  List<Supplier<MetricSnapshots>> sources() {
    return List.of(
        () -> {
          housekeeping.runUnlessThreaded();
          return workers.collect();
        },
        pools::collect,
        () ->
            supervision
                .stuckRequests()
                .collect(watchdog, supervision.recycler().supported().keySet()));
  }

  private void purge() {
    instrumenter.workers().purge(ticker.nanos());
  }

  private boolean interrupt(RunningRequest request) {
    WorkerSlot slot = slot(request);
    return slot != null && slot.interrupt(request.startNanos());
  }

  private boolean replace(RunningRequest request) {
    Thread thread = request.thread();
    WorkerSlot slot = slot(request);
    if (thread == null || slot == null || !supervision.recycler().canRecycle(slot.pool())) {
      return false;
    }
    slot.retire(thread, RecycleReason.STUCK);
    return supervision.pools().replace(thread);
  }

  private @Nullable WorkerSlot slot(RunningRequest request) {
    Thread thread = request.thread();
    return thread == null ? null : instrumenter.workers().of(thread);
  }

  private WorkerCollector workerCollector(Config config) {
    return new WorkerCollector(
        instrumenter.workers(),
        supervision.recycler(),
        supervision.usage(),
        config.get(ConfigKey.MAX_WORKER_SERIES),
        watchdog::isStuck,
        instrumenter::running,
        ticker::nanos);
  }

  private static WatchdogSettings watchdogSettings(WebApp webApp, Config config, Ticker ticker) {
    Duration timeout = config.get(ConfigKey.WORKER_TIMEOUT);
    return new WatchdogSettings(
        webApp,
        timeout.isZero() ? NEVER : timeout,
        config.get(ConfigKey.WORKER_TIMEOUT_ACTION),
        ticker);
  }
}
