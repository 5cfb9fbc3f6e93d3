package io.github.servletexporter.listener;

import io.github.servletexporter.listener.pool.ContainerAdapter;
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

  ContainerPools(ContainerAdapter container) {
    this.container = container;
    this.recycling = new RecyclingPools(ManagementFactory.getPlatformMBeanServer(), container);
  }

  @Override
  public String poolOf(Thread thread) {
    return container.poolOf(thread);
  }

  @Override
  public @Nullable AtomicLong budget(Thread thread) {
    return recycling.requestBudget(thread);
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
      case "tomcat" ->
          "use RecyclingExecutor in server.xml, or set servlet-exporter.recycling=wrap"
              + " (docs/operations.md)";
      case "jetty" ->
          "install the module servlet-exporter-threadpool, or embed RecyclingThreadPool"
              + " (docs/operations.md)";
      default -> "this container is unknown";
    };
  }
}
