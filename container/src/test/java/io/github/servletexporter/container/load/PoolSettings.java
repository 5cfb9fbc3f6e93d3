package io.github.servletexporter.container.load;

import io.github.servletexporter.container.worker.RetirementRule;
import java.util.concurrent.Executor;

/** A pool to be built: how many workers, when they are due, and who starts their threads. */
public record PoolSettings(int minWorkers, int maxWorkers, RetirementRule rule, Executor starter) {

  /** A pool of a fixed size. */
  public static PoolSettings of(int workers) {
    return new PoolSettings(workers, workers, RetirementRule.NONE, Runnable::run);
  }

  /** The same with a limit of requests. */
  public PoolSettings retiringAfter(int maxRequests, int jitter) {
    return new PoolSettings(
        minWorkers, maxWorkers, new RetirementRule(maxRequests, jitter, 0, 0), starter);
  }

  /** The same with a limit of age. */
  public PoolSettings retiringAtSeconds(long maxLifetimeSeconds) {
    return new PoolSettings(
        minWorkers, maxWorkers, new RetirementRule(0, 0, maxLifetimeSeconds, 0), starter);
  }

  /** The same with fewer workers to begin with. */
  public PoolSettings growingFrom(int fewest) {
    return new PoolSettings(fewest, maxWorkers, rule, starter);
  }

  /** The same with threads that may fail to start. */
  public PoolSettings startedBy(Executor otherStarter) {
    return new PoolSettings(minWorkers, maxWorkers, rule, otherStarter);
  }
}
