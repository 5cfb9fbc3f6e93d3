package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collector of the metrics of workers. Thread-safe.
 *
 * <p>Slots beyond the number of labelled ones are summed up as {@code _other}, and virtual threads
 * as {@code virtual}, so that the configuration bounds the number of series.
 */
final class WorkerCollector implements MultiCollector {

  private final WorkerTable workers;
  private final Sources sources;
  private final Recycler recycler;
  private final ResourceUsage usage;
  private final int labels;

  /**
   * Creates a collector.
   *
   * @param sources sources of the values
   * @param recycler source of the limits and of the ended workers
   * @param labels number of slots of each pool that have separate series
   */
  WorkerCollector(Sources sources, Recycler recycler, int labels) {
    this.workers = sources.workers();
    this.sources = sources;
    this.recycler = recycler;
    this.usage = recycler.usage();
    this.labels = labels;
  }

  /**
   * Sources of the values of a collector.
   *
   * @param workers the workers
   * @param stuck whether the request on a thread exceeds the timeout
   * @param running the requests in flight
   * @param ticker source of time for the start of requests
   */
  record Sources(
      WorkerTable workers,
      Predicate<Thread> stuck,
      Supplier<List<RunningRequest>> running,
      Ticker ticker) {}

  @Override
  public MetricSnapshots collect() {
    workers.purge(sources.ticker().nanos());
    usage.read(workers.live());
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    SlotFamilies families = new SlotFamilies();
    StateFamily states = new StateFamily(sources.stuck());
    workers.all().forEach((pool, slots) -> addPool(families, pool, slots));
    addVirtualWorkers(families);
    states.addPools(recycler.supported().keySet());
    states.addWorkers(workers.live());
    families.snapshots().forEach(all::metricSnapshot);
    all.metricSnapshot(states.snapshot());
    all.metricSnapshot(recycler.recycles().collect());
    addPools(all);
    all.metricSnapshot(oldest());
    return all.build();
  }

  /** Returns the running workers, ordered by pool and slot. */
  List<WorkerSnapshot> workers() {
    workers.purge(sources.ticker().nanos());
    usage.read(workers.live());
    Map<Thread, RunningRequest> requests = new HashMap<>();
    for (RunningRequest request : sources.running().get()) {
      if (request.thread() != null) {
        requests.put(request.thread(), request);
      }
    }
    return workers.live().stream()
        .sorted(Comparator.comparing(WorkerSlot::pool).thenComparing(WorkerSlot::number))
        .map(slot -> snapshot(slot, requests.get(slot.thread())))
        .toList();
  }

  private WorkerSnapshot snapshot(WorkerSlot slot, @Nullable RunningRequest request) {
    ResourceUsage.SlotUsage used = usage.of(slot);
    return new WorkerSnapshot(
        slot.pool(),
        slot.number(),
        WorkerState.of(slot, sources.stuck()),
        slot.thread(),
        slot.requests(),
        slot.requestsOfThread(),
        slot.startMillis(),
        used.cpuNanos(),
        used.allocatedBytes(),
        request);
  }

  private void addPool(SlotFamilies families, String pool, List<WorkerSlot> slots) {
    SlotFamilies.Sum rest = new SlotFamilies.Sum();
    for (WorkerSlot slot : slots) {
      SlotFamilies.Sum sum = slot.number() < labels ? new SlotFamilies.Sum() : rest;
      sum.add(slot, usage.of(slot));
      if (sum != rest) {
        families.add(pool, Integer.toString(slot.number()), sum);
        families.addStart(pool, slot);
      }
    }
    if (slots.size() > labels) {
      families.add(pool, "_other", rest);
    }
  }

  private void addVirtualWorkers(SlotFamilies families) {
    String pool = workers.virtualWorkers().pool();
    if (pool != null) {
      SlotFamilies.Sum sum = new SlotFamilies.Sum();
      sum.add(workers.virtualWorkers());
      families.add(pool, "virtual", sum);
    }
  }

  private void addPools(MetricSnapshots.Builder all) {
    DataPoints limits = new DataPoints(MetricCatalog.WORKER_REQUEST_LIMIT);
    DataPoints supported = new DataPoints(MetricCatalog.RECYCLING_SUPPORTED);
    Set<Map.Entry<String, Boolean>> pools = recycler.supported().entrySet();
    for (Map.Entry<String, Boolean> pool : pools) {
      limits.add((double) recycler.limit(pool.getKey()), pool.getKey());
      supported.add(pool.getValue() ? 1 : 0, pool.getKey());
    }
    all.metricSnapshot(limits.gauge()).metricSnapshot(supported.gauge());
  }

  private GaugeSnapshot oldest() {
    DataPoints oldest = new DataPoints(MetricCatalog.OLDEST_ACTIVE_REQUEST);
    long now = sources.ticker().nanos();
    sources.running().get().stream()
        .mapToLong(request -> now - request.startNanos())
        .max()
        .ifPresent(
            ageNanos -> oldest.add((System.currentTimeMillis() - ageNanos / 1_000_000) / 1e3));
    return oldest.gauge();
  }
}
