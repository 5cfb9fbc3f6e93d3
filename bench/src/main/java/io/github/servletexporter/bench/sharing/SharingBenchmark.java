package io.github.servletexporter.bench.sharing;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.redis.RedisConfig;
import io.github.servletexporter.sharing.redis.RedisLocation;
import io.github.servletexporter.sharing.redis.RedisSnapshotStore;
import io.github.servletexporter.sharing.store.ConsistentReader;
import io.github.servletexporter.sharing.store.EntryReader;
import io.github.servletexporter.sharing.store.InstanceWatch;
import io.github.servletexporter.sharing.store.ProcessProbe;
import io.github.servletexporter.sharing.store.SnapshotStore;
import io.github.servletexporter.sharing.store.StoreMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Benchmark of instances that share one Redis, and of the merge of all of them. */
public final class SharingBenchmark {

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MEMORY_SAMPLES = 20;
  private static final Duration TIME_LIMIT = Duration.ofMinutes(5);

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
   * @throws IOException if Redis or the merge fails
   */
  public Cost of(int instances) throws IOException {
    List<Published> all = publish(instances);
    double publish =
        median(all.stream().mapToDouble(one -> one.nanos() / NANOS_PER_MICRO).sorted().toArray());
    try (SnapshotStore store = new RedisSnapshotStore(config(instances), InstantSource.system())) {
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

  private double merge(SnapshotStore store, int instances) throws IOException {
    double[] millis = new double[Math.max(1, merged / instances)];
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      merge(store);
      millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
    Arrays.sort(millis);
    return median(millis);
  }

  /** Returns the reachable memory, after a full collection, at some moments of a merge. */
  private static long peak(SnapshotStore store, int instances) throws IOException {
    long before = usedKilobytes();
    long[] most = {0};
    int every = Math.max(1, instances / MEMORY_SAMPLES);
    merge(
        new ObservedStore(
            store,
            read -> {
              if (read % every == 0) {
                most[0] = Math.max(most[0], usedKilobytes() - before);
              }
            }));
    return most[0];
  }

  private static long usedKilobytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
  }

  private static void merge(SnapshotStore store) throws IOException {
    Ticker ticker = Ticker.system();
    InstanceWatch watch = new InstanceWatch(ProcessProbe.BLIND, ticker, InstantSource.system());
    EntryReader entries = new EntryReader(store, (key, damage) -> {});
    new ConsistentReader(store, entries, watch, new StoreMetrics(store.kind()))
        .read(Deadline.in(TIME_LIMIT, ticker));
  }

  private RedisConfig config(int instances) {
    return new RedisConfig(
        RedisLocation.of("127.0.0.1", port, false),
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
