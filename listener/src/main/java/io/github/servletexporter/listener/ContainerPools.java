package io.github.servletexporter.listener;

import io.github.servletexporter.listener.pool.ContainerAdapter;
import io.github.servletexporter.listener.worker.WorkerPools;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The container's pools, as the worker side sees them. Thread-safe. */
final class ContainerPools implements WorkerPools {

  private final ContainerAdapter container;

  ContainerPools(ContainerAdapter container) {
    this.container = container;
  }

  @Override
  public String poolOf(Thread thread) {
    return container.poolOf(thread);
  }

  @Override
  public @Nullable AtomicLong budget(Thread thread) {
    return null;
  }

  /** Lets a pool have one thread more until a thread of it has ended, if it can. */
  boolean replace(Thread thread) {
    return false;
  }

  @Override
  public long ownLimit(String pool) {
    return 0;
  }

  @Override
  public String advice() {
    return "";
  }
}
