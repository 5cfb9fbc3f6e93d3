package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Housekeeping;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.filter.request.RequestInstrumenter;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.container.PoolCollector;
import io.github.servletexporter.listener.container.PoolSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Second half of the supervision of workers: examines the running workers, from the housekeeping
 * thread and during scrapes, and waits for their requests before the web application stops.
 */
public final class WorkerWatch {

  /** Longest time for which a stuck or dropped request or an ended worker goes unnoticed. */
  public static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final RequestInstrumenter instrumenter;
  private final Ticker ticker;
  private final WorkerSupervision supervision;
  private final StuckRequestWatchdog watchdog;
  private final StuckRequestWatchdog slowRequests;
  private final Housekeeping housekeeping;
  private final Shutdown shutdown;

  /**
   * Creates the watch; starts no thread.
   *
   * @param supervision first half of the supervision
   * @param instrumenter source of the workers and of the requests in flight
   * @param ticker source of time, the same one as for the start of requests
   * @param announceStop makes the application not ready; returns whether it was ready until then
   */
  public WorkerWatch(
      WorkerSupervision supervision,
      RequestInstrumenter instrumenter,
      Ticker ticker,
      BooleanSupplier announceStop) {
    this.instrumenter = instrumenter;
    this.ticker = ticker;
    this.supervision = supervision;
    supervision.pools().open(instrumenter.workers());
    Consumer<Throwable> onFailure = instrumenter.errors().of(Component.WORKER);
    Config config = supervision.config();
    this.watchdog =
        new StuckRequestWatchdog(
            WatchdogSettings.of(supervision.webApp(), config, ticker),
            new InstrumentedRequests(instrumenter, supervision),
            supervision.stuckRequests(),
            onFailure);
    this.slowRequests =
        new StuckRequestWatchdog(
            WatchdogSettings.ofSlow(supervision.webApp(), config, ticker),
            new RequestsOnThreads(new InstrumentedRequests(instrumenter, supervision)),
            new StuckRequestListener() {},
            onFailure);
    this.housekeeping =
        new Housekeeping(supervision.webApp(), tasks(), (task, e) -> onFailure.accept(e), ticker);
    this.shutdown =
        new Shutdown(
            supervision.webApp(),
            config.get(ConfigKey.SHUTDOWN_DELAY),
            announceStop,
            new Drain(
                supervision.webApp(),
                config.get(ConfigKey.GRACEFUL_TIMEOUT),
                instrumenter::drain,
                instrumenter::running,
                () -> instrumenter.workers().live().stream().map(WorkerSlot::thread).toList()));
  }

  /**
   * Returns the periodic tasks; the watchdog also finds requests that the container has dropped.
   */
  List<Housekeeping.Task> tasks() {
    List<Housekeeping.Task> tasks = new ArrayList<>();
    tasks.add(new Housekeeping.Task("watchdog", CHECK_INTERVAL, watchdog::check));
    tasks.add(new Housekeeping.Task("workers", CHECK_INTERVAL, this::purge));
    if (!supervision.config().get(ConfigKey.SLOW_REQUEST).isZero()) {
      tasks.add(new Housekeeping.Task("slow requests", CHECK_INTERVAL, slowRequests::check));
    }
    return tasks;
  }

  /** Adds a task to those of the housekeeping thread. To be called before the start. */
  public void schedule(Housekeeping.Task task) {
    housekeeping.add(task);
  }

  /**
   * Starts the housekeeping thread, and listens for the stop of the web application.
   *
   * @param parts receives what has to be closed, the drain last so that it comes first
   */
  public void start(CloseStack parts) {
    parts.push("workers", () -> instrumenter.workers().close(ticker.nanos()));
    parts.push("watchdog", watchdog);
    parts.push("watchdog of slow requests", slowRequests);
    parts.push("housekeeping", housekeeping);
    // If a start fails, Jetty does not call the listener that would close the adapter.
    parts.push("listener to the stop", supervision.container());
    parts.push("drain", shutdown::drain);
    supervision.container().onStopping(shutdown::run);
    housekeeping.start();
  }

  /** Returns when the application has drained; further calls do no more than wait for the first. */
  public void shutDown() {
    shutdown.run();
  }

  /** Returns the running workers. */
  public List<WorkerSnapshot> workers() {
    return workerCollector().workers();
  }

  /** Returns the slowest requests of the last hour, slowest first. */
  public List<SlowRequest> slowestRequests() {
    return supervision.slowRequests().slowest();
  }

  /** Returns the number of requests that exceeded the timeout at the last check. */
  public int stuckRequests() {
    return watchdog.stuckRequests();
  }

  /** Returns the name of a pool whose workers are all stuck, in a sentence; empty if none is. */
  public Optional<String> saturation() {
    Map<String, Integer> stuck = watchdog.stuckByPool();
    if (stuck.isEmpty()) {
      return Optional.empty();
    }
    return supervision.container().pools().read().stream()
        .filter(
            pool -> isSaturated(pool, stuck.getOrDefault(pool.pool(), 0), busyWorkers(pool.pool())))
        .map(pool -> "all workers of pool " + pool.pool() + " are stuck")
        .findFirst();
  }

  /**
   * Returns whether a pool can serve no request because all its workers are stuck. Threads that
   * accept connections, and those that serve other applications, are no workers of this one, so
   * half of the pool is enough if none of the others is just busy.
   *
   * @param stuck number of workers whose request is stuck
   * @param busyWorkers number of workers with a request, the stuck ones included
   */
  static boolean isSaturated(PoolSnapshot pool, int stuck, long busyWorkers) {
    Integer busy = pool.busy();
    Integer max = pool.max();
    return busy != null
        && max != null
        && busy >= max
        && stuck > 0
        && stuck * 2 >= max
        && busyWorkers <= stuck;
  }

  private long busyWorkers(String pool) {
    return instrumenter.workers().live().stream()
        .filter(slot -> slot.isBusy() && slot.pool().equals(pool))
        .count();
  }

  /** Returns the metrics for a scrape, in parts that fail independently. */
  public List<Supplier<MetricSnapshots>> sources() {
    WorkerCollector workers = workerCollector();
    PoolCollector pools = new PoolCollector(supervision.container());
    return List.of(
        () -> {
          housekeeping.runUnlessThreaded();
          return workers.collect();
        },
        pools::collect,
        () -> supervision.slowRequests().collect(),
        () ->
            supervision
                .stuckRequests()
                .collect(watchdog, supervision.recycler().supported().keySet()));
  }

  private void purge() {
    instrumenter.workers().purge(ticker.nanos());
  }

  private WorkerCollector workerCollector() {
    return new WorkerCollector(
        new WorkerCollector.Sources(
            instrumenter.workers(), watchdog::isStuck, instrumenter::running, ticker),
        supervision.recycler(),
        supervision.config().get(ConfigKey.MAX_WORKER_SERIES));
  }
}
