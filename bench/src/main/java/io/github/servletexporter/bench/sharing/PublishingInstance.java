package io.github.servletexporter.bench.sharing;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.SharedStore;
import io.github.servletexporter.sharing.StoreConfig;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.github.servletexporter.sharing.store.SnapshotStore;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Instance whose first entry is kept instead of being stored. */
final class PublishingInstance implements AutoCloseable {

  private static final InstanceVersions VERSIONS =
      new InstanceVersions("Jetty", "12.1", "0.1", "17", "platform");
  private static final StoreConfig CONFIG =
      new StoreConfig(new StoreConfig.Directory(Path.of("unused")), Duration.ofSeconds(5), true);

  private final CompletableFuture<Published> first = new CompletableFuture<>();
  private final MetricSnapshots metrics;
  private final SharedStore store;
  private volatile long startNanos;

  PublishingInstance(int number, MetricSnapshots metrics) {
    this.metrics = metrics;
    store =
        new SharedStore(
            new WebApp("/instance" + number, PublishingInstance.class.getClassLoader()),
            CONFIG,
            new KeepingStore(),
            () -> VERSIONS,
            this::collect);
    store.start();
  }

  private MetricSnapshots collect() {
    startNanos = System.nanoTime();
    return metrics;
  }

  Published published() {
    return first.join();
  }

  @Override
  public void close() {
    store.close();
  }

  /** A store that is always empty. */
  private final class KeepingStore implements SnapshotStore {

    @Override
    public String kind() {
      return "none";
    }

    @Override
    public void put(String key, byte[] entry) {
      first.complete(new Published(key, entry, System.nanoTime() - startNanos));
    }

    @Override
    public List<String> keys() {
      return List.of();
    }

    @Override
    public void read(List<String> keys, EntryVisitor visitor) {}

    @Override
    public void remove(List<String> keys) {}

    @Override
    public byte[] retained() {
      return new byte[0];
    }

    @Override
    public boolean replaceRetained(byte[] expected, byte[] replacement) {
      return true;
    }

    @Override
    public void close() {}
  }
}
