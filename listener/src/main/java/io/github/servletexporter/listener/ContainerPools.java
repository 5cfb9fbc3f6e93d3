package io.github.servletexporter.listener;

import io.github.servletexporter.filter.worker.WorkerBudget;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import io.github.servletexporter.listener.pool.ContainerAdapter;
import io.github.servletexporter.listener.pool.PoolWrap;
import io.github.servletexporter.listener.pool.RecyclingPool;
import io.github.servletexporter.listener.pool.RecyclingPools;
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
    this.recycling = new RecyclingPools(ManagementFactory.getPlatformMBeanServer(), container);
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
    return container.poolOf(thread);
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
    return recycling.pools().stream()
        .filter(each -> each.pool().equals(pool))
        .mapToLong(RecyclingPool::maxRequests)
        .findFirst()
        .orElse(0);
  }

  @Override
  public String advice() {
    return switch (container.name()) {
      case "tomcat" -> tomcatAdvice();
      case "jetty" ->
          "install the module servlet-exporter-threadpool, or embed RecyclingThreadPool"
              + " (docs/operations.md)";
      default -> "this container is unknown";
    };
  }

  private String tomcatAdvice() {
    return wraps
        ? "another web application recycles workers until it ends, or the connector is none that"
            + " can be wrapped; use RecyclingExecutor in server.xml (docs/operations.md)"
        : "use RecyclingExecutor in server.xml, or set servlet-exporter.recycling=wrap"
            + " (docs/operations.md)";
  }
}
