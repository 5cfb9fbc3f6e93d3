package io.github.servletexporter.container.worker;

import io.github.servletexporter.container.RecyclingPoolMBean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Implementation of the MBean through which web applications see a pool. */
final class RecyclingPool implements RecyclingPoolMBean {

  private final String name;
  private final Workers workers;

  RecyclingPool(String name, Workers workers) {
    this.name = name;
    this.workers = workers;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getMaxRequests() {
    return workers.rule().maxRequests();
  }

  @Override
  public int getMaxRequestsJitter() {
    return workers.rule().maxRequestsJitter();
  }

  @Override
  public long getMaxLifetimeSeconds() {
    return workers.rule().maxLifetimeSeconds();
  }

  @Override
  public long getMaxLifetimeJitterSeconds() {
    return workers.rule().maxLifetimeJitterSeconds();
  }

  @Override
  public long getRecycledWorkers() {
    return workers.recycled();
  }

  @Override
  public @Nullable AtomicLong requestBudget(Thread thread) {
    return workers.budget(thread);
  }

  @Override
  public boolean replace(Thread thread) {
    return workers.replace(thread);
  }
}
