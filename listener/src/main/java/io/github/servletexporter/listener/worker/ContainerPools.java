package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.WorkerBudget;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolWrap;
import io.github.servletexporter.listener.container.RecyclingPools;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Pools of the container, with the two ways in which they recycle workers. Thread-safe. */
final class ContainerPools implements WorkerPools, AutoCloseable {

  private final ContainerAdapter container;
  private final RecyclingPools recycling;
  private final boolean wraps;
  private final PoolWrap wrap;
  private volatile @Nullable WorkerTable workers;

  /**
   * Creates the pools of a container.
   *
   * @param wraps whether to wrap pools that do not recycle workers themselves
   */
  ContainerPools(ContainerAdapter container, boolean wraps) {
    this.container = container;
    this.recycling =
        new RecyclingPools(ManagementFactory.getPlatformMBeanServer(), container.pools());
    this.wraps = wraps;
    this.wrap = wraps ? container.wrap(this::isCurrentWorkerDue) : PoolWrap.none();
  }

  /** Sets the workers of the pools, before the first one serves a request. */
  void open(WorkerTable table) {
    workers = table;
  }

  /** Restores the container. Further calls have no effect. */
  @Override
  public void close() {
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

  /**
   * Lets a pool that recycles workers itself start a replacement for a worker.
   *
   * @return false if the worker's pool does not, or has already started one
   */
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
