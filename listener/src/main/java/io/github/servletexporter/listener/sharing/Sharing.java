package io.github.servletexporter.listener.sharing;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.endpoint.AggregateEndpoint;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.sharing.SharedStore;
import io.github.servletexporter.sharing.StoreConfig;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Shared store of the web application and the endpoint of the merged view; each of them is absent
 * if the configuration disables it.
 */
public final class Sharing implements AutoCloseable {

  private final @Nullable SharedStore store;
  private final @Nullable Endpoint aggregate;

  private Sharing(@Nullable SharedStore store, @Nullable Endpoint aggregate) {
    this.store = store;
    this.aggregate = aggregate;
  }

  /** Returns the sharing of a configuration without a shared store. */
  public static Sharing none() {
    return new Sharing(null, null);
  }

  /**
   * Returns what the configuration requires, not started. Does not access the store.
   *
   * @param versions returns the software that this instance runs on
   * @param local returns the metrics that this instance publishes
   * @param shown presentation of the merged view
   */
  public static Sharing of(
      WebApp webApp,
      Config config,
      Supplier<InstanceVersions> versions,
      Supplier<MetricSnapshots> local,
      Shown shown) {
    Optional<StoreConfig> configured = StoreAccess.of(config);
    if (configured.isEmpty()) {
      return none();
    }
    SharedStore store = new SharedStore(webApp, configured.get(), versions, local);
    return new Sharing(
        store,
        config.get(ConfigKey.AGGREGATE_PATH).isEmpty()
            ? null
            : new AggregateEndpoint(store.view(), shown.names(), shown.onConflicts()));
  }

  /**
   * Presentation of the merged view.
   *
   * @param names adds metrics under other names
   * @param onConflicts receives a line of text if instances have given metrics different types
   */
  public record Shown(UnaryOperator<MetricSnapshots> names, Consumer<String> onConflicts) {}

  /** Starts to publish, in the background. */
  public void start() {
    if (store != null) {
      store.start();
    }
  }

  /** Returns the endpoint of the merged view, or null if there is none. */
  public @Nullable Endpoint aggregate() {
    return aggregate;
  }

  /** Returns the metrics of this instance's operations on the store. */
  public MetricSnapshots collect() {
    return store == null ? MetricSnapshots.of() : store.collect();
  }

  /** Returns the reason why the application is not ready; empty if it is. */
  public Optional<String> problem() {
    return store != null && store.health().stale()
        ? Optional.of("the shared store has not been written to for three intervals")
        : Optional.empty();
  }

  /** Returns the known instances; none without a store. */
  public List<InstanceReport> instances() {
    return store == null ? List.of() : store.instances();
  }

  /**
   * Publishes for the last time, marks the instance as stopped, and closes the store; takes a
   * bounded time. May be called more than once.
   */
  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
