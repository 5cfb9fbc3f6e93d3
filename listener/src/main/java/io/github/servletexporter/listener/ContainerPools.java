package io.github.servletexporter.listener;

import io.github.servletexporter.filter.worker.WorkerBudget;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolWrap;
import io.github.servletexporter.listener.container.RecyclingPools;
import io.github.servletexporter.listener.worker.WorkerPools;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The container's pools, as the worker side sees them. Thread-safe. */
final class ContainerPools implements WorkerPools {

  private final ContainerAdapter container;
  private final RecyclingPools recycling;
  private final boolean wraps;
  private final PoolWrap wrap;
  private volatile @Nullable WorkerTable workers;

  ContainerPools(ContainerAdapter container, boolean wraps) {
    this.container = container;
    this.recycling =
        new RecyclingPools(ManagementFactory.getPlatformMBeanServer(), container.pools());
    this.wraps = wraps;
    this.wrap = wraps ? container.wrap(this::isCurrentWorkerDue) : PoolWrap.none();
  }

  /** Says whose workers they are, as soon as there can be any. */
  void open(WorkerTable table) {
    workers = table;
  }

  /** Puts the container back to what it was. May be repeated. */
  void close() {
    wrap.close();
  }

  private boolean isCurrentWorkerDue() {
    WorkerTable table = workers;
    WorkerSlot slot = table == null ? null : table.of(Thread.currentThread());
    return slot != null && slot.isDue();
  }

  @Override
  public String poolOf(Thread thread) {
    return container.pools().poolOf(thread);
  }

  @Override
  public @Nullable AtomicLong budget(Thread thread) {
    AtomicLong ofPool = recycling.requestBudget(thread);
    if (ofPool != null) {
      return ofPool;
    }
    wrap.install();
    return wrap.pools().contains(poolOf(thread)) ? WorkerBudget.unlimited() : null;
  }

  /** Lets a pool have one thread more until a thread of it has ended, if it can. */
  boolean replace(Thread thread) {
    return recycling.replace(thread);
  }

  @Override
  public long ownLimit(String pool) {
    return recycling.maxRequests(pool);
  }

  @Override
  public String advice() {
    return container.recyclingAdvice(wraps);
  }
}
