package io.github.servletexporter.listener.worker;

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
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape shows of workers. Thread-safe.
 *
 * <p>Slots past the number of labelled ones are summed up as {@code _other}, and virtual threads as
 * {@code virtual}, so that the number of series is bounded by the configuration.
 */
public final class WorkerCollector implements MultiCollector {

  private final WorkerTable workers;
  private final WorkerRecycler recycler;
  private final WorkerUsage usage;
  private final int labels;
  private final Predicate<Thread> stuck;
  private final Supplier<List<RunningRequest>> running;
  private final LongSupplier nanos;

  /**
   * Creates a collector.
   *
   * @param labels how many slots of each pool have series of their own
   * @param stuck whether a thread's request is over the timeout
   * @param running the requests in flight
   * @param nanos the ticker that their starts were read from
   */
  public WorkerCollector(
      WorkerTable workers,
      WorkerRecycler recycler,
      WorkerUsage usage,
      int labels,
      Predicate<Thread> stuck,
      Supplier<List<RunningRequest>> running,
      LongSupplier nanos) {
    this.workers = workers;
    this.recycler = recycler;
    this.usage = usage;
    this.labels = labels;
    this.stuck = stuck;
    this.running = running;
    this.nanos = nanos;
  }

  @Override
  public MetricSnapshots collect() {
    workers.purge(nanos.getAsLong());
    usage.read(workers.live());
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    WorkerFamilies families = new WorkerFamilies();
    StateFamily states = new StateFamily(stuck);
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

  /** Returns the workers that live, the first of each pool first. */
  public List<WorkerSnapshot> workers() {
    workers.purge(nanos.getAsLong());
    usage.read(workers.live());
    Map<Thread, RunningRequest> requests = new HashMap<>();
    for (RunningRequest request : running.get()) {
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
    WorkerUsage.SlotUsage used = usage.of(slot);
    return new WorkerSnapshot(
        slot.pool(),
        slot.number(),
        WorkerState.of(slot, stuck),
        slot.requests(),
        slot.startMillis(),
        used.cpuNanos(),
        used.allocatedBytes(),
        request);
  }

  private void addPool(WorkerFamilies families, String pool, List<WorkerSlot> slots) {
    WorkerFamilies.Sum rest = new WorkerFamilies.Sum();
    for (WorkerSlot slot : slots) {
      WorkerFamilies.Sum sum = slot.number() < labels ? new WorkerFamilies.Sum() : rest;
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

  private void addVirtualWorkers(WorkerFamilies families) {
    String pool = workers.virtualWorkers().pool();
    if (pool != null) {
      WorkerFamilies.Sum sum = new WorkerFamilies.Sum();
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
    long now = nanos.getAsLong();
    running.get().stream()
        .mapToLong(request -> now - request.startNanos())
        .max()
        .ifPresent(
            ageNanos -> oldest.add((System.currentTimeMillis() - ageNanos / 1_000_000) / 1e3));
    return oldest.gauge();
  }
}
