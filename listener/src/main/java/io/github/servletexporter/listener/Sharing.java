package io.github.servletexporter.listener;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.endpoint.AggregateEndpoint;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.endpoint.ScrapeHandler;
import io.github.servletexporter.sharing.AggregateSettings;
import io.github.servletexporter.sharing.AggregateView;
import io.github.servletexporter.sharing.InstanceSource;
import io.github.servletexporter.sharing.SharedStore;
import io.github.servletexporter.sharing.StoreSettings;
import io.github.servletexporter.sharing.merge.MetricsMerge;
import io.github.servletexporter.sharing.merge.Origin;
import io.github.servletexporter.sharing.merge.TotalsMerge;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.github.servletexporter.sharing.store.SnapshotStore;
import io.github.servletexporter.sharing.store.StorePart;
import io.github.servletexporter.sharing.store.StoreReading;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The store that the web application shares with others, and the view of all; or neither. */
final class Sharing implements AutoCloseable {

  /** A scrape that follows another so closely gets the same view. */
  private static final Duration VIEW_AGE = Duration.ofSeconds(1);

  private final @Nullable SharedStore store;
  private final @Nullable Endpoint aggregate;

  private Sharing(@Nullable SharedStore store, @Nullable Endpoint aggregate) {
    this.store = store;
    this.aggregate = aggregate;
  }

  /**
   * Returns what the configuration asks for, not started. Touches no store.
   *
   * @param versions what this member runs on
   * @param local what it publishes
   * @param shown how the view of all is shown
   */
  static Sharing of(
      WebApp webApp,
      Config config,
      Supplier<InstanceVersions> versions,
      Supplier<MetricSnapshots> local,
      Shown shown) {
    Optional<SnapshotStore> opened = StoreAccess.open(config);
    if (opened.isEmpty()) {
      return new Sharing(null, null);
    }
    Duration interval = StoreAccess.interval(config);
    StoreSettings settings =
        new StoreSettings(
            interval, config.get(ConfigKey.CLEANUP), StoreSettings.READ_LIMIT, versions);
    SharedStore store = new SharedStore(webApp, opened.get(), settings, local, new TotalsMerge());
    return new Sharing(
        store,
        config.get(ConfigKey.AGGREGATE_PATH).isEmpty()
            ? null
            : aggregate(store, settings.recovery(), shown));
  }

  private static Endpoint aggregate(SharedStore store, Duration recovery, Shown shown) {
    AggregateSettings settings =
        new AggregateSettings(StoreSettings.READ_LIMIT, VIEW_AGE, recovery);
    AggregateView view = new AggregateView(begin -> read(store, begin), settings, Ticker.system());
    return new AggregateEndpoint(
            view,
            (merged, exchange) -> {
              shown.tellOfDisputed(merged.disputed());
              MetricSnapshots all = shown.names().apply(merged.snapshots());
              new ScrapeHandler(() -> all).handle(exchange);
            })
        ::handle;
  }

  /**
   * How the view of all is shown.
   *
   * @param names adds other names
   * @param onFailure told of families that members have with different types: those of the older
   *     ones were left out; counts and logs
   */
  record Shown(UnaryOperator<MetricSnapshots> names, Consumer<Throwable> onFailure) {

    void tellOfDisputed(List<String> families) {
      if (!families.isEmpty()) {
        onFailure.accept(
            new IllegalStateException("members have these families with other types: " + families));
      }
    }
  }

  private static InstanceSource.Reading read(SharedStore store, Supplier<MetricsMerge> begin)
      throws IOException {
    StoreReading<MetricsMerge> reading = store.reader().read(begin, Sharing::add);
    return new InstanceSource.Reading(reading.sum(), reading.instances());
  }

  private static void add(MetricsMerge merge, StorePart part) {
    merge.add(new Origin(part.instance(), part.isLive(), part.startedMillis()), part.metrics());
  }

  /** Starts to publish, in the background. */
  void start() {
    if (store != null) {
      store.start();
    }
  }

  /** Returns the view of all, or null where there is none. */
  @Nullable Endpoint aggregate() {
    return aggregate;
  }

  /** Returns what a scrape shows of the store. */
  MetricSnapshots collect() {
    return store == null ? MetricSnapshots.of() : store.collect();
  }

  /** Returns why the application counts as not ready, nothing while the store is well. */
  Optional<String> problem() {
    return store != null && store.health().stale()
        ? Optional.of("the store has not been written to for three intervals")
        : Optional.empty();
  }

  /** Returns the members that are known, none without a store. */
  List<InstanceReport> instances() {
    return store == null ? List.of() : store.members();
  }

  /** Publishes a last time, with the mark of a clean end; for a bounded time. May be repeated. */
  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
