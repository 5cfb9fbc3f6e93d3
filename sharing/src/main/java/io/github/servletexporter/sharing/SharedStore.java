package io.github.servletexporter.sharing;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.store.CircuitBreaker;
import io.github.servletexporter.sharing.store.ConsistentReader;
import io.github.servletexporter.sharing.store.EntryReader;
import io.github.servletexporter.sharing.store.FoldingPass;
import io.github.servletexporter.sharing.store.InstanceWatch;
import io.github.servletexporter.sharing.store.SnapshotPublisher;
import io.github.servletexporter.sharing.store.SnapshotStore;
import io.github.servletexporter.sharing.store.StoreLog;
import io.github.servletexporter.sharing.store.StoreMetrics;
import io.github.servletexporter.sharing.store.StoreTask;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shared store of an application, used by one of its instances: publishes the metrics of the
 * instance on a thread of its own, folds dead instances, and reads the merged view.
 *
 * <p>Thread-safe. Only reading the {@link #view()} and {@link #close()} take time; no request may
 * wait for them.
 */
public final class SharedStore implements AutoCloseable {

  private static final BackgroundThread.CloseLimits CLOSE_LIMITS =
      new BackgroundThread.CloseLimits(Duration.ofSeconds(2), Duration.ofMillis(500));

  private final SnapshotStore store;
  private final StoreConfig config;
  private final Ticker ticker = Ticker.system();
  private final InstantSource clock = InstantSource.system();
  private final long openedMillis = clock.millis();
  private final StoreMetrics metrics;
  private final ConsistentReader reader;
  private final CircuitBreaker breaker;
  private final StoreTask task;
  private final BackgroundThread thread;

  /**
   * Creates the access to a store; uses neither the store nor the network yet.
   *
   * @param webApp web application of this instance
   * @param config configuration of the store
   * @param versions returns the software that this instance runs on, at each publication
   * @param local returns the metrics of this instance, at each publication
   */
  public SharedStore(
      WebApp webApp,
      StoreConfig config,
      Supplier<InstanceVersions> versions,
      Supplier<MetricSnapshots> local) {
    this(webApp, config, config.location().open(), versions, local);
  }

  /**
   * Creates the access to a store that is already open.
   *
   * @param store store that is closed with this
   */
  public SharedStore(
      WebApp webApp,
      StoreConfig config,
      SnapshotStore store,
      Supplier<InstanceVersions> versions,
      Supplier<MetricSnapshots> local) {
    Membership self = new Membership();
    StoreLog log = new StoreLog(webApp, store.kind());
    this.store = store;
    this.config = config;
    this.metrics = new StoreMetrics(store.kind());
    this.breaker = new CircuitBreaker(config.interval(), ticker, self::nextFraction);
    EntryReader entries =
        new EntryReader(
            store,
            (key, damage) -> {
              metrics.damaged(damage);
              log.damaged(key, damage);
            });
    InstanceWatch watch = new InstanceWatch(self.processes(), ticker, clock);
    this.reader = new ConsistentReader(store, entries, watch, metrics);
    FoldingPass.FoldingRules rules =
        new FoldingPass.FoldingRules(
            config.cleanup(), log::uncleanExit, log::sameName, self::nextRandom, clock);
    SnapshotPublisher.Publishing publishing =
        new SnapshotPublisher.Publishing(config.interval(), versions, self::nextRandom, clock);
    this.task =
        new StoreTask(
            store,
            config.interval(),
            new StoreTask.Parts(
                () -> new SnapshotPublisher(store, local, self.identity(webApp.name()), publishing),
                new FoldingPass(store, entries, watch, metrics, rules),
                breaker,
                metrics,
                log,
                ticker,
                clock,
                self::nextFraction));
    this.thread = new BackgroundThread(webApp, "store", task, CLOSE_LIMITS);
  }

  /** Starts to publish, on a thread of its own. */
  public void start() {
    thread.start();
  }

  /** Returns the metrics of this instance's operations on the store. Does no I/O. */
  public MetricSnapshots collect() {
    thread.start();
    return metrics.collect();
  }

  /** Returns a new merged view of all instances. */
  public AggregateView view() {
    return new AggregateView(this::read, AggregateView.Limits.of(config), ticker);
  }

  MergedMetrics read(Deadline deadline) throws IOException {
    return reader.read(deadline);
  }

  /**
   * Returns the instances that this one has checked last: all instances of a store with up to 16,
   * otherwise the neighbours of this one. Does no I/O.
   */
  public List<InstanceReport> instances() {
    return task.neighbours();
  }

  /** Returns the state of this instance's access to the store. Does no I/O. */
  public StoreHealth health() {
    long last = metrics.lastSuccessMillis();
    long patience = config.interval().multipliedBy(InstanceWatch.SILENT_INTERVALS).toMillis();
    boolean stale = clock.millis() - Math.max(last, openedMillis) > patience;
    return new StoreHealth(
        store.kind(),
        last == 0 ? null : Instant.ofEpochMilli(last),
        stale,
        breaker.failures(),
        task.lastFailure());
  }

  /**
   * Publishes for the last time, marks the instance as stopped, and closes the store; takes at most
   * two and a half seconds. May be called more than once.
   */
  @Override
  public void close() {
    try {
      thread.close();
    } finally {
      store.close();
    }
  }
}
