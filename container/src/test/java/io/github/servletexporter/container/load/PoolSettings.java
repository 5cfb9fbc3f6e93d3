package io.github.servletexporter.container.load;

import io.github.servletexporter.container.worker.RetirementRule;
import java.util.concurrent.Executor;

/** Settings of a pool: its size, the limits of its workers, and the starter of their threads. */
public record PoolSettings(int minWorkers, int maxWorkers, RetirementRule rule, Executor starter) {

  /** Returns the settings of a pool of a fixed size. */
  public static PoolSettings of(int workers) {
    return new PoolSettings(workers, workers, RetirementRule.NONE, Runnable::run);
  }

  /** Returns these settings with a limit on requests. */
  public PoolSettings retiringAfter(int maxRequests, int jitter) {
    return new PoolSettings(
        minWorkers, maxWorkers, new RetirementRule(maxRequests, jitter, 0, 0), starter);
  }

  /** Returns these settings with a maximum age. */
  public PoolSettings retiringAtSeconds(long maxLifetimeSeconds) {
    return new PoolSettings(
        minWorkers, maxWorkers, new RetirementRule(0, 0, maxLifetimeSeconds, 0), starter);
  }

  /** Returns these settings with fewer initial workers. */
  public PoolSettings growingFrom(int fewest) {
    return new PoolSettings(fewest, maxWorkers, rule, starter);
  }

  /** Returns these settings with threads that may fail to start. */
  public PoolSettings startedBy(Executor otherStarter) {
    return new PoolSettings(minWorkers, maxWorkers, rule, otherStarter);
  }
}
