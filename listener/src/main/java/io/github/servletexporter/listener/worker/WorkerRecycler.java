package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RecycleReason;
import io.github.servletexporter.filter.worker.WorkerObserver;
import io.github.servletexporter.filter.worker.WorkerSlot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each new worker its limits, as far as its pool can keep them, and counts the workers that
 * end.
 *
 * <p>Thread-safe; called when workers come and go.
 */
public final class WorkerRecycler implements WorkerObserver {

  private static final Logger LOGGER = System.getLogger(WorkerRecycler.class.getName());

  /** Pools are few; this only bounds what a bug could do. */
  private static final int MAX_SERIES = 1_000;

  private final WebApp webApp;
  private final RetirementSchedule schedule;
  private final WorkerPools pools;
  private final WorkerUsage usage;
  private final WorkerEvents events;
  private final CounterFamily recycles =
      new CounterFamily(MetricCatalog.WORKER_RECYCLES, MAX_SERIES);
  private final Map<String, Boolean> supported = new ConcurrentHashMap<>();

  /**
   * Creates a recycler.
   *
   * @param schedule the web application's own limits
   * @param events told of workers after they have been counted
   */
  public WorkerRecycler(
      WebApp webApp,
      RetirementSchedule schedule,
      WorkerPools pools,
      WorkerUsage usage,
      WorkerEvents events) {
    this.webApp = webApp;
    this.schedule = schedule;
    this.pools = pools;
    this.usage = usage;
    this.events = events;
  }

  @Override
  public Assignment assign(Thread thread) {
    String pool = pools.poolOf(thread);
    AtomicLong budget = pools.budget(thread);
    if (supported.put(pool, budget != null) == null) {
      for (RecycleReason reason : RecycleReason.values()) {
        recycles.initialize(pool, reason.label());
      }
      if (budget == null && schedule.isOn()) {
        warnOf(pool);
      }
    }
    if (budget == null) {
      return Assignment.unlimited(pool);
    }
    lower(budget, schedule.drawRequests());
    return new Assignment(pool, budget, schedule.drawLifetimeNanos());
  }

  /** The pool may have a limit of its own, and other applications theirs: the lowest counts. */
  private static void lower(AtomicLong budget, long requests) {
    if (budget.getPlain() > requests) {
      budget.setOpaque(requests);
    }
  }

  private void warnOf(String pool) {
    try {
      LOGGER.log(
          Level.WARNING,
          "{0}: the workers of pool \"{1}\" can''t be recycled; {2}",
          webApp,
          pool,
          pools.advice());
    } catch (Throwable logging) {
      // A logger that fails must not cost the worker its pool; the metric says the same.
    }
  }

  @Override
  public void started(WorkerSlot slot) {
    usage.started(slot);
    events.started(slot);
  }

  @Override
  public void due(WorkerSlot slot) {
    usage.due(slot);
  }

  @Override
  public void ended(EndedWorker worker) {
    recycles.increment(worker.pool(), worker.reason().label());
    events.ended(worker);
    LOGGER.log(
        Level.DEBUG,
        "{0}: worker {1} of pool \"{2}\" has ended after {3} requests: {4}",
        webApp,
        worker.number(),
        worker.pool(),
        worker.requests(),
        worker.reason().label());
  }

  /** Returns how many workers have ended, and why. */
  CounterFamily recycles() {
    return recycles;
  }

  /** Returns the pools that workers have been seen of, and whether each can end one exactly. */
  public Map<String, Boolean> supported() {
    return supported;
  }

  /** Returns whether a pool can end one worker exactly. */
  public boolean canRecycle(String pool) {
    return supported.getOrDefault(pool, false);
  }

  /** Returns after how many requests a pool's workers end, without jitter; 0 for never. */
  long limit(String pool) {
    long own = pools.ownLimit(pool);
    if (!canRecycle(pool) || schedule.maxRequests() == 0) {
      return own;
    }
    return own == 0 ? schedule.maxRequests() : Math.min(own, schedule.maxRequests());
  }
}
