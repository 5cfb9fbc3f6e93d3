package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RecycleReason;
import io.github.servletexporter.filter.worker.WorkerObserver;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import io.github.servletexporter.listener.hook.dispatch.WorkerEvents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Observer that gives each new worker its limits, as far as its pool can enforce them, and counts
 * the workers that end.
 *
 * <p>Thread-safe; called when workers start and end.
 */
final class Recycler implements WorkerObserver {

  private static final Logger LOGGER = System.getLogger(Recycler.class.getName());

  /** There are few pools; the limit only bounds the effect of a bug. */
  private static final int MAX_SERIES = 1_000;

  private final WebApp webApp;
  private final RetirementSchedule schedule;
  private final WorkerPools pools;
  private final WorkerEvents hooks;
  private final ResourceUsage usage = new ResourceUsage();
  private final CounterFamily recycles =
      new CounterFamily(MetricCatalog.WORKER_RECYCLES, MAX_SERIES);
  private final Map<String, Boolean> supported = new ConcurrentHashMap<>();

  /**
   * Creates a recycler.
   *
   * @param webApp web application
   * @param schedule limits of the web application
   * @param pools pools of the container
   * @param hooks receives the workers that start and end
   */
  Recycler(WebApp webApp, RetirementSchedule schedule, WorkerPools pools, WorkerEvents hooks) {
    this.webApp = webApp;
    this.schedule = schedule;
    this.pools = pools;
    this.hooks = hooks;
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

  /** Applies a limit; the pool and other applications may have set a lower one. */
  private static void lower(AtomicLong budget, long requests) {
    if (budget.getPlain() > requests) {
      budget.setOpaque(requests);
    }
  }

  private void warnOf(String pool) {
    try {
      LOGGER.log(
          Level.WARNING,
          "{0}: pool \"{1}\" cannot recycle workers, so max-requests and max-lifetime do not apply"
              + " to it; {2}",
          webApp,
          LogText.escaped(pool),
          pools.advice());
    } catch (Throwable logging) {
      // The logger failed, which must not leave the worker without a pool.
    }
  }

  @Override
  public void started(WorkerSlot slot) {
    usage.started(slot);
    hooks.workerStarted(
        new Worker(slot.pool(), slot.number(), slot.thread().getName(), 0, Duration.ZERO));
  }

  @Override
  public void due(WorkerSlot slot) {
    usage.due(slot);
  }

  @Override
  public void ended(EndedWorker worker) {
    recycles.increment(worker.pool(), worker.reason().label());
    hooks.workerExit(
        new Worker(
            worker.pool(),
            worker.number(),
            worker.threadName(),
            worker.requests(),
            Duration.ofNanos(Math.max(0, worker.ageNanos()))),
        exitReason(worker.reason()));
    LOGGER.log(
        Level.DEBUG,
        "{0}: worker {1} of pool \"{2}\" has ended: reason={3}, requests={4}",
        webApp,
        worker.number(),
        LogText.escaped(worker.pool()),
        worker.reason().label(),
        Long.toString(worker.requests()));
  }

  private static WorkerExitReason exitReason(RecycleReason reason) {
    return switch (reason) {
      case MAX_REQUESTS -> WorkerExitReason.MAX_REQUESTS;
      case MAX_LIFETIME -> WorkerExitReason.MAX_LIFETIME;
      case STUCK -> WorkerExitReason.STUCK;
      case POOL_SHRINK -> WorkerExitReason.POOL_SHRINK;
      case STOPPED -> WorkerExitReason.STOPPED;
    };
  }

  /** Returns the counter of ended workers by reason. */
  CounterFamily recycles() {
    return recycles;
  }

  /** Returns the resources that the workers have used. */
  ResourceUsage usage() {
    return usage;
  }

  /** Returns the pools of the workers so far, each with whether it can end a single worker. */
  Map<String, Boolean> supported() {
    return supported;
  }

  /** Returns whether a pool can end a single worker. */
  boolean canRecycle(String pool) {
    return supported.getOrDefault(pool, false);
  }

  /**
   * Returns the number of requests after which a pool's workers end, without jitter; 0 if they do
   * not.
   */
  long limit(String pool) {
    long own = pools.ownLimit(pool);
    if (!canRecycle(pool) || schedule.maxRequests() == 0) {
      return own;
    }
    return own == 0 ? schedule.maxRequests() : Math.min(own, schedule.maxRequests());
  }
}
