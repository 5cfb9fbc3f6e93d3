package io.github.servletexporter.bench.sharing;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.AggregateSettings;
import io.github.servletexporter.sharing.AggregateView;
import io.github.servletexporter.sharing.InstanceSource;
import io.github.servletexporter.sharing.SharedStore;
import io.github.servletexporter.sharing.ViewUnavailableException;
import io.github.servletexporter.sharing.merge.MetricsMerge;
import io.github.servletexporter.sharing.merge.Origin;
import io.github.servletexporter.sharing.redis.RedisNode;
import io.github.servletexporter.sharing.redis.RedisSettings;
import io.github.servletexporter.sharing.store.SnapshotStore;
import io.github.servletexporter.sharing.store.StorePart;
import io.github.servletexporter.sharing.store.StoreReading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Benchmark of instances that share one Redis, and of the merge of all of them. */
public final class SharingBenchmark {

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MEMORY_SAMPLES = 20;
  private static final AggregateSettings SETTINGS =
      new AggregateSettings(Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO);

  private final int port;
  private final int merged;

  /**
   * Uses a Redis.
   *
   * @param port of a Redis on this host
   * @param merged the total number of instances to merge for one figure, so that all figures are
   *     equally warm
   */
  public SharingBenchmark(int port, int merged) {
    this.port = port;
    this.merged = merged;
  }

  /**
   * Measures.
   *
   * @param instances how many
   * @throws IOException if Redis fails
   * @throws ViewUnavailableException if the merge fails
   */
  public Cost of(int instances) throws IOException, ViewUnavailableException {
    List<Published> all = publish(instances);
    double publish =
        median(all.stream().mapToDouble(one -> one.nanos() / NANOS_PER_MICRO).sorted().toArray());
    try (SnapshotStore store = SharedStore.redis(settings(instances))) {
      long start = System.nanoTime();
      for (Published one : all) {
        store.put(one.key(), one.entry());
      }
      double write = (System.nanoTime() - start) / NANOS_PER_MICRO / instances;
      int entryBytes = all.get(0).entry().length;
      all.clear();
      return new Cost(
          instances, entryBytes, publish, write, merge(store, instances), peak(store, instances));
    }
  }

  private static List<Published> publish(int count) {
    Random random = new Random(count);
    List<PublishingInstance> instances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instances.add(new PublishingInstance(i, FiveHundredSeries.random(random)));
    }
    List<Published> all = new ArrayList<>();
    for (PublishingInstance instance : instances) {
      all.add(instance.published());
      instance.close();
    }
    return all;
  }

  private double merge(SnapshotStore store, int instances) throws ViewUnavailableException {
    double[] millis = new double[Math.max(1, merged / instances)];
    for (int i = 0; i < millis.length; i++) {
      AggregateView view = view(store, SharingBenchmark::add);
      long start = System.nanoTime();
      view.get();
      millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
    Arrays.sort(millis);
    return median(millis);
  }

  /** Returns the reachable memory, after a full collection, at some moments of a merge. */
  private static long peak(SnapshotStore store, int instances) throws ViewUnavailableException {
    long before = usedKilobytes();
    long[] most = {0};
    int[] seen = {0};
    int every = Math.max(1, instances / MEMORY_SAMPLES);
    view(
            store,
            (merge, part) -> {
              add(merge, part);
              if (seen[0]++ % every == 0) {
                most[0] = Math.max(most[0], usedKilobytes() - before);
              }
            })
        .get();
    return most[0];
  }

  private static long usedKilobytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
  }

  private static AggregateView view(SnapshotStore store, BiConsumer<MetricsMerge, StorePart> add) {
    SharedStore reader = PublishingInstance.reader(store);
    InstanceSource source =
        begin -> {
          StoreReading<MetricsMerge> reading = reader.reader().read(begin, add);
          return new InstanceSource.Reading(reading.sum(), reading.instances());
        };
    return new AggregateView(source, SETTINGS, Ticker.system());
  }

  private static void add(MetricsMerge merge, StorePart part) {
    merge.add(new Origin(part.instance(), part.isLive(), part.startedMillis()), part.metrics());
  }

  private RedisSettings settings(int instances) {
    return new RedisSettings(
        RedisSettings.Kind.SINGLE,
        List.of(new RedisNode("127.0.0.1", port)),
        "",
        false,
        0,
        null,
        null,
        "bench" + instances,
        Duration.ofSeconds(30));
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
