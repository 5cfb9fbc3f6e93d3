package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.WorkerBudget;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Pools for tests, named after their threads, with or without budgets. */
final class TestPools implements WorkerPools {

  final Map<String, Long> ownLimits = new HashMap<>();
  volatile boolean recycles = true;
  volatile long budget = Long.MAX_VALUE;

  @Override
  public String poolOf(Thread thread) {
    return thread.getName().split("-", 2)[0];
  }

  @Override
  public AtomicLong budget(Thread thread) {
    return recycles ? new WorkerBudget(budget) : null;
  }

  @Override
  public long ownLimit(String pool) {
    return ownLimits.getOrDefault(pool, 0L);
  }

  @Override
  public String advice() {
    return "install something";
  }
}
