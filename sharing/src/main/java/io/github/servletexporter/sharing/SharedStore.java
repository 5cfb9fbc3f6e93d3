package io.github.servletexporter.sharing;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.redis.RedisSettings;
import io.github.servletexporter.sharing.redis.RedisSnapshotStore;
import io.github.servletexporter.sharing.store.CircuitBreaker;
import io.github.servletexporter.sharing.store.ConsistentReader;
import io.github.servletexporter.sharing.store.DamageLog;
import io.github.servletexporter.sharing.store.DirectorySnapshotStore;
import io.github.servletexporter.sharing.store.EntryReader;
import io.github.servletexporter.sharing.store.ExitLog;
import io.github.servletexporter.sharing.store.FoldingPass;
import io.github.servletexporter.sharing.store.InstanceWatch;
import io.github.servletexporter.sharing.store.LocalFiles;
import io.github.servletexporter.sharing.store.SnapshotPublisher;
import io.github.servletexporter.sharing.store.SnapshotStore;
import io.github.servletexporter.sharing.store.StoreMetrics;
import io.github.servletexporter.sharing.store.StoreReader;
import io.github.servletexporter.sharing.store.StoreTask;
import io.github.servletexporter.sharing.store.StoreThread;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * One web application's membership in a shared store: publishes its metrics on a thread of its own,
 * looks after its neighbours, and reads the whole for the aggregate.
 *
 * <p>Thread-safe. Only a reading of the {@link #reader()} and {@link #close()} take time; no
 * request may wait for them.
 */
public final class SharedStore implements AutoCloseable {

  private final SnapshotStore store;
  private final Duration interval;
  private final InstantSource clock = InstantSource.system();
  private final long openedMillis = clock.millis();
  private final StoreMetrics metrics;
  private final StoreReader reader;
  private final CircuitBreaker breaker;
  private final StoreTask member;
  private final StoreThread thread;

  /**
   * Creates a membership and touches neither store nor network.
   *
   * @param webApp the web application
   * @param store where; closed with this
   * @param settings how
   * @param local this member's metrics, called on the store's own thread
   * @param merge adds up counters and histograms of two snapshots; told nothing else. Called on the
   *     store's own thread
   */
  public SharedStore(
      WebApp webApp,
      SnapshotStore store,
      StoreSettings settings,
      Supplier<MetricSnapshots> local,
      BinaryOperator<MetricSnapshots> merge) {
    Ticker ticker = Ticker.system();
    Membership self = new Membership();
    this.store = store;
    this.interval = settings.interval();
    this.metrics = new StoreMetrics(store.kind());
    this.breaker = new CircuitBreaker(interval, ticker, self::nextFraction);
    DamageLog damages = new DamageLog(webApp, metrics);
    EntryReader entries = new EntryReader(store, damages::damaged);
    InstanceWatch watch = new InstanceWatch(self.processes(), ticker, clock);
    this.reader =
        new ConsistentReader(store, entries, watch, metrics, settings.readLimit(), ticker);
    FoldingPass.FoldingRules rules =
        new FoldingPass.FoldingRules(
            settings.cleanup(), merge, new ExitLog(webApp)::unclean, self::nextRandom, clock);
    SnapshotPublisher.Publishing publishing =
        new SnapshotPublisher.Publishing(interval, settings.versions(), self::nextRandom, clock);
    this.member =
        new StoreTask(
            webApp,
            store,
            interval,
            new StoreTask.Parts(
                () ->
                    new SnapshotPublisher(
                        store, local, self.identity(webApp.contextPath()), publishing),
                new FoldingPass(store, entries, watch, metrics, rules),
                breaker,
                metrics,
                damages,
                clock,
                self::nextFraction));
    this.thread = new StoreThread(webApp, member);
  }

  /** Returns the store in a directory, and touches nothing yet. */
  public static SnapshotStore directory(Path directory) {
    return new DirectorySnapshotStore(directory, new LocalFiles());
  }

  /** Returns the store in a Redis, and touches nothing yet. */
  public static SnapshotStore redis(RedisSettings settings) {
    return new RedisSnapshotStore(settings, InstantSource.system());
  }

  /**
   * Returns how log lines and label values call a web application of this JVM. Asks the operating
   * system for the host's name: not for threads of requests.
   */
  public static String instance(String contextPath) {
    return new Membership().identity(contextPath).instance();
  }

  /** Starts to publish, on a thread of its own. */
  public void start() {
    thread.ensureStarted();
  }

  /** Returns what this member has done in the store, for its own scrape. Does no I/O. */
  public MetricSnapshots collect() {
    thread.ensureStarted();
    return metrics.collect();
  }

  /** Returns the reader of the whole store; it works on the caller's thread. */
  public StoreReader reader() {
    return reader;
  }

  /**
   * Returns the members that were last looked at: all of a group of up to 16, else the neighbours
   * of this one. Does no I/O.
   */
  public List<InstanceReport> members() {
    return member.neighbours();
  }

  /** Returns how this member gets on with the store. Does no I/O. */
  public StoreHealth health() {
    long last = metrics.lastSuccessMillis();
    long patience = interval.multipliedBy(InstanceWatch.SILENT_INTERVALS).toMillis();
    boolean stale = clock.millis() - Math.max(last, openedMillis) > patience;
    return new StoreHealth(
        store.kind(),
        last == 0 ? null : Instant.ofEpochMilli(last),
        stale,
        breaker.failures(),
        member.lastFailure());
  }

  /**
   * Publishes a last time, with the mark of a clean end, and closes the store; takes at most two
   * and a half seconds. May be repeated.
   */
  @Override
  public void close() {
    thread.close(store::close);
  }
}
