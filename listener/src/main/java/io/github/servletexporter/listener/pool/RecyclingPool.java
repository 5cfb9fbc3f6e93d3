package io.github.servletexporter.listener.pool;

import java.time.Duration;

/**
 * A pool of the container that ends a worker when its budget is spent, as it is configured.
 *
 * @param pool the pool's label
 * @param maxRequests after how many requests a worker ends, 0 for no limit
 * @param maxRequestsJitter up to how many more
 * @param maxLifetime after which time a worker ends, zero for no limit
 * @param maxLifetimeJitter up to how much later
 * @param recycledWorkers workers that it has replaced so far
 */
public record RecyclingPool(
    String pool,
    int maxRequests,
    int maxRequestsJitter,
    Duration maxLifetime,
    Duration maxLifetimeJitter,
    long recycledWorkers) {

  /**
   * Checks the label.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public RecyclingPool {
    Checks.label(pool);
  }
}
